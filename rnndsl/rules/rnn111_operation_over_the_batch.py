"""RNN111: an operation reaches over the batch axis, so that samples mix or no longer stand in front."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic

from ._calls import argument, title, where
from ._examples import trained
from ._over_batch import over_batch
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import TypedNode

CODE = "RNN111"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding for every call of such an operation."""
    for node in view.typed.nodes.values():
        if over_batch(node) and node.node.name not in view.typed.graph.unused:
            yield _finding(node)


def _finding(node: TypedNode) -> Diagnostic:
    layer = node.node.layer
    place = next((found for key in ("axis", "axes", "start_indices", "shape") if (found := argument(layer, key))), None)
    message = f"{title(layer)} reaches over the batch (axis 0) of {node.inputs[0]}: samples mix, or no longer stand in front"
    help = "name axes after the batch: 1 is time, -1 the features"
    known = all(tensor.known for tensor in node.outputs)
    notes = () if known else ("what comes out has no batch axis in front, so nothing below this line is checked",)
    return Diagnostic(CODE, "warning", message, place or where(node.node), "", (), notes, help, about=node.node.name)


_model = trained("x: [6, 8]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="operation-over-the-batch",
    severity="warning",
    summary="an operation reaches over the batch axis, so that samples mix or no longer stand in front",
    why="The operations of keras.ops count the batch as axis 0, and many take all axes where none is named: `mean` alone is "
    "the mean of the whole batch, one number. `stack` and `split` have the batch as their default. Keras builds it; what a "
    "sample gets then depends on its neighbours, or the model fails further down.",
    bad=_model("LSTM: {units: 4, return_sequences: true}", "«mean»", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 4, return_sequences: true}", "mean: {axis: 1}", "Dense: {units: 1}"),
    keras="raises",
    says="expected min_ndim=2, found ndim=0",
    triggers=("over the batch",),
    check=check,
)
