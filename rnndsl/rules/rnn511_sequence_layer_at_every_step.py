"""RNN511: TimeDistributed hands single time steps to a layer that reads whole sequences itself."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.layers import applied

from ._above import sequence_layers
from ._calls import came_from, offender, producer, refused_call, shape_of, sources, title
from .edits import fix, unwrap
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.graph import Ref
    from rnndsl.ir.typed import Typed


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per TimeDistributed around a recurrence, a convolution or a pooling over time that gets (N, T, F)."""
    for refused in faults(view, "rank", "argument"):  # of a masked sequence Keras refuses the mask first
        layer, ref = refused.node.layer, offender(view.typed, refused)
        inner = applied(layer)
        tensor = view.typed.tensor(ref) if ref is not None else None
        if inner is layer or tensor is None or not tensor.known or tensor.rank != 3 or _nested_above(view.typed, ref):
            continue
        if not sequence_layers(inner) and not (refused.fault is not None and refused.fault.expected == "(N, T, F)"):
            continue
        name = title(inner)
        message = f"{title(layer)} hands single time steps to {name}, which reads whole sequences (N, T, F)"
        related = came_from(view.typed, ref, "is {}: each step is one vector")
        repair = fix(f"let {name} read the sequence itself, without TimeDistributed", unwrap(layer.spec, inner.spec))
        help = "" if repair else f"take TimeDistributed away: {name} goes through {shape_of(view.typed, ref)} by itself"
        yield refused_call("RNN511", view.typed, refused, message, "", related, help, repair)


def _nested_above(typed: Typed, ref: Ref | None) -> bool:
    """True where a recurrent layer inside another TimeDistributed above gave up the axis that is missing here."""
    while (node := producer(typed, ref)) is not None and len(node.node.inputs) == 1:
        layer = node.node.layer
        if applied(layer) is not layer and sequence_layers(applied(layer)):
            return True
        ref = next(iter(sources(typed, node.node)), None)
    return False


RULE = Rule(
    code="RNN511",
    name="sequence-layer-at-every-step",
    severity="error",
    summary="TimeDistributed hands single time steps to a layer that reads whole sequences itself",
    why="TimeDistributed is for layers that know nothing of time: it applies them to every step alone. Recurrent layers, "
    "convolutions and poolings over time go through the steps by themselves. Inside TimeDistributed they read sequences of "
    "sequences, (N, days, hours, F).",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - «TimeDistributed»: {layer: {LSTM: {units: 64}}}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    keras="raises",
    triggers=("fault:rank", "fault:argument"),
    check=check,
    fix="unsafe",
)
