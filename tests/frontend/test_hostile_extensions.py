"""Declarations and blocks that would grow without bound are told, not followed: lint stays quick whatever a file says."""

from __future__ import annotations

import time

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.layers._shape_rule import LONGEST, RuleError, evaluate, parse
from rnndsl.pipeline import check

GROWING = """\
rnndsl: 1
extensions: {{Square: {{class: a:B, inputs: [T], outputs: [T*T]}}}}
model:
  inputs: {{x: [{length}]}}
  layers: [{{repeat: 300, layers: [Square]}}]
"""


@pytest.mark.parametrize(("length", "codes"), [("3", ["RNN100"]), ("null", [])])
def test_a_dimension_that_squares_itself_is_bounded(length: str, codes: list[str]) -> None:
    """300 squarings of a number are refused at the first that no tensor has; of a symbol, they stay short to print."""
    started = time.perf_counter()
    found = check(Source("model.yaml", GROWING.format(length=length)))
    assert time.perf_counter() - started < 5
    assert [d.code for d in found.report.sorted()] == codes
    assert found.typed is not None
    assert all(len(str(tensor)) < 2 * LONGEST for node in found.typed.nodes.values() for tensor in node.outputs)


def test_brackets_have_a_bound() -> None:
    """As many brackets as a rule can hold are read; more are refused before they are."""
    half = LONGEST // 2 - 1
    assert evaluate(parse("(" * half + "T" + ")" * half).expression, {"T": 5}) == 5
    with pytest.raises(RuleError, match="at most"):
        parse("(" * LONGEST + "T" + ")" * LONGEST)


BLOCKS = """\
rnndsl: 1
model:
  inputs: {x: [4, 3]}
  blocks:
    one: [{repeat: 1000, layers: [Flatten]}]
    two: [{repeat: 1000, layers: [block: one]}]
    three: [{repeat: 1000, layers: [block: two]}]
  layers: [TimeDistributed: {layer: {block: three}}]
"""


def test_blocks_in_blocks_have_a_bound() -> None:
    """A thousand million layers are told as too many."""
    started = time.perf_counter()
    found = check(Source("model.yaml", BLOCKS)).report.sorted()
    assert time.perf_counter() - started < 20
    assert {d.code for d in found} == {"RNN963"}
