"""RNN408: an encoder uses up the mask, and behind RepeatVector the padding is part of what is learned."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Ref
from rnndsl.ir.tensor import Mask
from rnndsl.ir.typed import Typed, TypedNode

from ._above import above, repeated, sequence_layers
from ._calls import came_from, mask_maker, where
from ._examples import trained
from ._head_words import target_label
from ._heads import Head, heads
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN408"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head that rebuilds a masked sequence, padding included."""
    for head in heads(view):
        repeat = repeated(view.typed, above(view.typed, head.output.ref)) if head.prediction.mask is None else None
        encoder = _encoder(view.typed, repeat) if repeat is not None else None
        mask = encoder.inputs[0].mask if encoder is not None else None
        if repeat is not None and mask is not None and _rebuilds(view, head, mask):
            yield _finding(view, head, repeat, mask)


def _encoder(typed: Typed, repeat: TypedNode) -> TypedNode | None:
    """The recurrent layer whose vector is repeated, maybe through layers between."""
    node = typed.nodes.get(repeat.node.inputs[0].node)
    while node is not None and len(node.node.inputs) == 1 and node.fault is None:
        if sequence_layers(node.node.layer):
            return node
        node = typed.nodes.get(node.node.inputs[0].node)
    return None


def _rebuilds(view: View, head: Head, mask: Mask) -> bool:
    """True where the target is as long as the masked sequence, and is a sequence of labels or of that input's own shape."""
    target = head.target.tensor.dims
    if not target or not mask.shape or target[0] != mask.shape[0]:
        return False
    if head.labels:
        return head.loss.args.get("ignore_class") is None
    return any(tensor.dims == target for tensor in view.typed.inputs.values() if tensor.known)


def _finding(view: View, head: Head, repeat: TypedNode, mask: Mask) -> Diagnostic:
    maker = mask_maker(view.typed, mask)
    message = f"the mask of `{mask.origin}` ends in one vector: behind RepeatVector the loss counts padding like data"
    related = (*(came_from(view.typed, Ref(maker.node.name), "makes the mask") if maker else ()), *target_label(head))
    help = "let the loss leave padding out: `SparseCategoricalCrossentropy: {ignore_class: 0}`"
    if not head.labels:
        help = "cut the sequences to one length instead of padding them, or predict as many steps as every sequence has"
    notes = ("Keras says nothing: a vector has no steps, so no mask comes out of the encoder",)
    return Diagnostic(CODE, "warning", message, where(repeat.node), "has no mask", related, notes, help)


_inputs = "ids: {shape: [20], dtype: int32, vocabulary: 50}"
_sparse = trained(_inputs, "same: {shape: [20], classes: 50}", "sparse_categorical_crossentropy")
_ignoring = trained(_inputs, "same: {shape: [20], classes: 50}", "{SparseCategoricalCrossentropy: {ignore_class: 0}}")
_layers = (
    "Embedding: {input_dim: 50, output_dim: 8, mask_zero: true}",
    "GRU: {units: 16}",
    "RepeatVector: {n: 20}",
    "GRU: {units: 16, return_sequences: true}",
    "Dense: {units: 50, activation: softmax}",
)

RULE = Rule(
    code=CODE,
    name="mask-ends-in-a-vector",
    severity="warning",
    summary="an autoencoder whose encoder uses up the mask learns to rebuild the padding",
    why="An encoder reads only the real steps and returns one vector, which has no mask. The decoder behind RepeatVector "
    "makes as many steps as the longest sequence has, and the loss asks for every one of them: with much padding, "
    "predicting padding is most of what is rewarded.",
    bad=_sparse(*_layers).replace("RepeatVector", "«RepeatVector»"),
    good=_ignoring(*_layers),
    keras="silent",
    triggers=("RepeatVector",),
    check=check,
)
