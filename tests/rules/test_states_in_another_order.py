"""RNN603 knows states by where they come from: both directions, merged halves, and orders that are right."""

from __future__ import annotations

import pytest

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

HEAD = """\
rnndsl: 1
model:
  inputs: {source: [20, 4], previous: [12, 2]}
  targets: {forecast: [12, 1]}
  layers:
"""
BOTH = "    - Bidirectional: {layer: {LSTM: {units: 8, return_state: true}}, name: e, inputs: source}\n"
TWO_WAYS = (
    "    - Bidirectional: {layer: {LSTM: {units: 8, return_sequences: true}}, inputs: previous, initial_state: [%s]}\n"
    "    - Dense: {units: 1}\n"
)
ONE_WAY = (
    "    - Concatenate: {name: h, inputs: [e.forward_h, e.backward_h]}\n"
    "    - Concatenate: {name: c, inputs: [e.forward_c, e.backward_c]}\n"
    "    - LSTM: {units: 16, return_sequences: true, inputs: previous, initial_state: [%s]}\n"
    "    - Dense: {units: 1}\n"
)
RIGHT_WAY = "e.forward_h, e.forward_c, e.backward_h, e.backward_c"


@pytest.mark.parametrize(
    ("decoder", "states", "repaired"),
    [
        (TWO_WAYS, RIGHT_WAY, None),
        (TWO_WAYS, "e.forward_h, e.backward_h, e.forward_c, e.backward_c", RIGHT_WAY),
        (TWO_WAYS, "e.backward_h, e.backward_c, e.forward_h, e.forward_c", RIGHT_WAY),
        (ONE_WAY, "h, c", None),
        (ONE_WAY, "c, h", "h, c"),
    ],
)
def test_the_order_is_repaired(decoder: str, states: str, repaired: str | None) -> None:
    """States at the wrong places are one finding, and the repair puts each where it belongs; right ones are none."""
    source = Source("m.yaml", HEAD + BOTH + decoder % states + "train: {loss: mse}\n")
    found = [d for d in check(source).report.sorted() if d.severity != "info"]
    assert [d.code for d in found] == ([] if repaired is None else ["RNN603"])
    if repaired is not None:
        after = apply(source.text, choose(found, source, unsafe=True))
        assert f"initial_state: [{repaired}]" in after
        assert not [d for d in check(Source("m.yaml", after)).report.sorted() if d.severity != "info"]
