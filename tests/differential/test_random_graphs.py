"""Random graphs over all kinds: lint and Keras agree on every call, and refuse the same ones."""

from __future__ import annotations

import pytest

GRAPHS, SEED, PARTS = 240, 7_000_000, 8


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
    """A wrong inference is found: with LSTM's gates counted as three, graphs with an LSTM disagree."""
    from rnndsl.layers import kind
    from tests.differential.campaign import campaign

    monkeypatch.setattr(type(kind("LSTM")), "gates", 3)
    assert any(result.verdict.outcome == "disagreed" for result in campaign(30, SEED))
