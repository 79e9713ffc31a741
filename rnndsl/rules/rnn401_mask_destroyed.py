"""RNN401: a layer without masking drops the mask, so that padding counts like data from there on."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Ref
from rnndsl.ir.tensor import Mask
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind

from ._above import above
from ._calls import came_from, mask_maker, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN401"
KERAS = "Layer '{}' … does not support masking and will therefore destroy the mask information"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that drops a mask on which something depends."""
    for node in view.typed.nodes.values():
        found = kind(node.node.kind)
        mask = next((tensor.mask for tensor in node.inputs if tensor.mask is not None), None)
        if mask is None or found is None or found.masks != "drops" or node.fault is not None:
            continue
        if not _harmless(view.typed, node) and node.node.name not in view.typed.graph.unused:
            yield _finding(view.typed, node, mask, found.keeps_mask)


def _harmless(typed: Typed, node: TypedNode) -> bool:
    """A recurrent layer repeats its last real output over the padding, which cannot change a maximum over all steps."""
    return node.node.kind == "GlobalMaxPooling1D" and above(typed, node.node.inputs[0]) is not None


def _finding(typed: Typed, node: TypedNode, mask: Mask, help: str) -> Diagnostic:
    layer = node.node.layer
    message = f"{title(layer)} drops the mask that `{mask.origin}` made: from here on padding counts like data"
    origin = mask_maker(typed, mask)
    ref = Ref(origin.node.name) if origin is not None else node.node.inputs[0]
    related = came_from(typed, ref, "makes the mask" if origin is not None else "{} with a mask")
    notes = (f"Keras would warn: {KERAS.format(layer.name)}",)
    return Diagnostic(CODE, "warning", message, where(node.node), "has no masking", related, notes, help)


_model = trained("ids: {shape: [30], dtype: int32, vocabulary: 500}", "score: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="mask-destroyed",
    severity="warning",
    summary="a layer without masking drops the mask, so that padding counts like data",
    why="A mask says which steps are padding. Convolutions, most poolings, Flatten, Reshape and Permute know nothing of "
    "masks: behind them, a text of three words and thirty paddings is thirty-three steps long. Keras warns once, among many "
    "lines.",
    bad=_model("Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}", "«GlobalMaxPooling1D»", "Dense: {units: 1}"),
    good=_model("Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}", "GlobalAveragePooling1D", "Dense: {units: 1}"),
    keras="warns",
    says="does not support masking and will therefore destroy the mask information",
    triggers=("mask dropped",),
    check=check,
)
