"""Random graphs over all kinds: lint and Keras agree on every call, and refuse the same ones."""

from __future__ import annotations

import pytest

GRAPHS, SEED, PARTS = 300, 7_000_000, 10


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_lint_and_keras_agree(part):
    """Where lint is clean Keras builds with every shape, dtype, mask and count as inferred; where it is not, Keras fails."""
    from tests.differential.campaign import campaign, describe

    size = GRAPHS // PARTS
    for result in campaign(size, SEED + part * size):
        assert result.verdict.outcome != "disagreed", describe(result)


@pytest.mark.slow
def test_the_comparison_can_fail(monkeypatch):
    """A wrong inference is found and shrunk to a line or two: with Dense one unit wider, graphs with a Dense disagree."""
    from rnndsl.diagnostics.record import replace
    from rnndsl.layers import kind
    from tests.differential.campaign import campaign
    from tests.differential.wiring import lines_of

    dense = type(kind("Dense"))
    right = dense.infer

    def wrong(self, call):
        return right(self, replace(call, args={**call.args, "units": call.args["units"] + 1}))

    monkeypatch.setattr(dense, "infer", wrong)
    found = next(result for result in campaign(60, SEED) if result.verdict.outcome == "disagreed")
    assert any("Dense" in str(line) for line in lines_of(found.smallest))
    assert len(list(lines_of(found.smallest))) <= 3
