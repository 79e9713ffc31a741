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

    from rnndsl.layers.kind import Kind

CODE = "RNN401"
KERAS = "Layer '{}' … does not support masking and will therefore destroy the mask information"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that drops a mask on which something depends."""
    for node in view.typed.nodes.values():
        found = kind(node.node.kind)
        mask = next((tensor.mask for tensor in node.inputs if tensor.mask is not None), None)
        if mask is None or found is None or node.fault is not None or not _gone(found.masks, node):
            continue
        if not _harmless(view.typed, node) and node.node.name not in view.typed.graph.unused:
            yield _finding(view.typed, node, mask, found)


def _gone(masks: str, node: TypedNode) -> bool:
    """True if the layer drops masks, or loses them without a word: a cast to the dtype that is there keeps them."""
    return masks == "drops" or (masks == "loses" and all(tensor.mask is None for tensor in node.outputs))


def _harmless(typed: Typed, node: TypedNode) -> bool:
    """A recurrent layer repeats its last real output over the padding.

    That cannot change a maximum over all steps, and makes the last step the last real one, unless it reads backwards too.
    """
    args = node.node.layer.args
    recurrent = above(typed, node.node.inputs[0])
    if recurrent is None:
        return False
    if node.node.kind == "take":
        forward = len(recurrent.layers) == 1 and recurrent.layers[0] is recurrent.node.node.layer
        return forward and args.get("indices") == -1 and args.get("axis") == 1
    return node.node.kind == "GlobalMaxPooling1D" or (node.node.kind == "max" and args.get("axis") == 1)


def _finding(typed: Typed, node: TypedNode, mask: Mask, found: Kind) -> Diagnostic:
    layer = node.node.layer
    message = f"{title(layer)} drops the mask that `{mask.origin}` made: from here on padding counts like data"
    origin = mask_maker(typed, mask)
    ref = Ref(origin.node.name) if origin is not None else node.node.inputs[0]
    related = came_from(typed, ref, "makes the mask" if origin is not None else "{} with a mask")
    warns = found.masks == "drops"
    notes = (f"Keras would warn: {KERAS.format(layer.name)}" if warns else "Keras says nothing about it",)
    return Diagnostic(CODE, "warning", message, where(node.node), "has no masking", related, notes, found.keeps_mask)


_model = trained("ids: {shape: [30], dtype: int32, vocabulary: 500}", "score: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="mask-destroyed",
    severity="warning",
    summary="a layer without masking drops the mask, so that padding counts like data",
    why="A mask says which steps are padding. Convolutions, most poolings, Flatten, Reshape, Permute and the operations of "
    "keras.ops know nothing of masks: behind them, a text of three words and thirty paddings is thirty-three steps long. Keras "
    "warns once, among many lines, and of operations not at all.",
    bad=_model("Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}", "«GlobalMaxPooling1D»", "Dense: {units: 1}"),
    good=_model("Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}", "GlobalAveragePooling1D", "Dense: {units: 1}"),
    keras="warns",
    says="does not support masking and will therefore destroy the mask information",
    triggers=("mask dropped",),
    check=check,
)
