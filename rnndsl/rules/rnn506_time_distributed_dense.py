"""RNN506: TimeDistributed around Dense, which treats every step alone by itself."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer

from ._calls import title, where
from .edits import fix, unwrap
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per such call."""
    for node in view.typed.built.values():
        layer = node.node.layer
        inner = layer.args.get("layer")
        dense = isinstance(inner, Layer) and inner.kind == "Dense"
        if node.node.kind != "TimeDistributed" or not dense or not isinstance(inner, Layer) or node.fault is not None:
            continue
        spec = layer.spec
        plain = spec is not None and spec.name is None and spec.inputs is None and set(spec.args) == {"layer"}
        repair = fix("write Dense alone", unwrap(spec, inner.spec)) if plain else None
        message = f"{title(layer)} around Dense computes what Dense computes alone: it treats every time step by itself"
        help = "" if repair else "write the Dense layer alone, with the name and the inputs of this line"
        notes = ("same weights and same values; TimeDistributed only takes longer to build and to run",)
        yield Diagnostic("RNN506", "info", message, where(node.node), "is not needed", (), notes, help, repair)


_EXAMPLE = """\
rnndsl: 1
model:
  inputs: {{history: [24, 8]}}
  targets: {{next: [24, 1]}}
  layers:
    - LSTM: {{units: 16, return_sequences: true}}
    - {}
train:
  loss: mse
"""

RULE = Rule(
    code="RNN506",
    name="time-distributed-dense",
    severity="info",
    summary="TimeDistributed around Dense, which treats every step alone by itself",
    why="Dense works on the last axis, whatever stands before it: of (N, T, F) it makes (N, T, units), with the same "
    "weights at every step and the mask passed on. The wrapper dates from Keras 1, where Dense took (N, F) only.",
    bad=_EXAMPLE.format("«TimeDistributed»: {layer: {Dense: {units: 1}}}"),
    good=_EXAMPLE.format("Dense: {units: 1}"),
    keras="silent",
    triggers=("TimeDistributed",),
    check=check,
    fix="unsafe",
)
