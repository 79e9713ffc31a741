"""RNN205: TimeDistributed over a tensor without a time axis."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import Typed, TypedNode

from ._above import above, switch
from ._calls import came_from, offender, refused_call, title
from .edits import fix, unwrap
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix
    from rnndsl.ir.graph import Ref


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per TimeDistributed that gets one vector per sample."""
    for refused in faults(view, "rank"):
        ref = offender(view.typed, refused)
        tensor = view.typed.tensor(ref) if ref is not None else None
        if refused.node.kind != "TimeDistributed" or tensor is None or len(tensor.dims) > 1:
            continue
        message = f"{title(refused.node.layer)} applies a layer to every time step, but gets {tensor}: one vector per sample"
        related, repair = came_from(view.typed, ref, "gives {}: no time axis"), _repair(view.typed, refused, ref)
        yield refused_call("RNN205", view.typed, refused, message, "needs a time axis", related, fix=repair)


def _repair(typed: Typed, refused: TypedNode, ref: Ref | None) -> Fix | None:
    """Whole sequences from a recurrent layer above where there is one, else the layer without its wrapper."""
    found = above(typed, ref) if ref is not None else None
    edits = switch(typed, found, True) if found is not None and not found.on else ()
    if found is not None and edits:
        return fix(f"return the whole sequence from {title(found.node.node.layer)}", edits)
    layer = refused.node.layer
    inner = layer.args.get("layer")
    if not isinstance(inner, Layer):
        return None
    return fix(f"apply {title(inner)} to the vector, without TimeDistributed", unwrap(layer.spec, inner.spec))


RULE = Rule(
    code="RNN205",
    name="time-distributed-vector",
    severity="error",
    summary="TimeDistributed gets one vector per sample instead of one per time step",
    why="TimeDistributed applies its layer to every time step, so it needs (N, T, …). Under a recurrent layer that returns its "
    "last step only there are no steps left to go through.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64}
    - «TimeDistributed»: {layer: {Dense: {units: 1}}}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, return_sequences: true}
    - TimeDistributed: {layer: {Dense: {units: 1}}}
""",
    keras="raises",
    triggers=("fault:rank",),
    check=check,
    fix="unsafe",
)
