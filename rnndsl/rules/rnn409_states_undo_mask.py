"""RNN409: a recurrent layer with initial states reads the padding, because Keras then leaves its mask aside."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Ref
from rnndsl.ir.tensor import Mask
from rnndsl.ir.typed import TypedNode

from ._above import sequence_layers
from ._calls import came_from, mask_maker, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN409"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call with a mask and initial states whose last output, state or reversed sequence is used."""
    for node in view.typed.nodes.values():
        mask = node.inputs[0].mask if node.inputs and node.node.initial_state else None
        if mask is not None and node.fault is None and _padding_matters(node):
            yield _finding(view, node, mask)


def _padding_matters(node: TypedNode) -> bool:
    """False where padding behind the sequence cannot reach what counts: one forward layer that returns only its sequence."""
    layers = sequence_layers(node.node.layer)
    if layers != (node.node.layer,):
        return True
    args = layers[0].args
    sequence = args.get("return_sequences") is True and args.get("go_backwards") is not True
    return not sequence or args.get("return_state") is True


def _finding(view: View, node: TypedNode, mask: Mask) -> Diagnostic:
    maker = mask_maker(view.typed, mask)
    layer = title(node.node.layer)
    message = f"{layer} gets initial states, so Keras leaves the mask of `{mask.origin}` aside and padding is read too"
    related = came_from(view.typed, Ref(maker.node.name), "makes the mask") if maker is not None else ()
    notes = ("Keras says nothing: it hands a mask on only to layers that are called with one tensor",)
    help = (
        "let it start from zeros and bring the context in behind it (Concatenate), or as a feature of every step (RepeatVector)"
    )
    return Diagnostic(CODE, "warning", message, where(node.node), "reads the padding", related, notes, help)


_model = trained("ids: {shape: [30], dtype: int32, vocabulary: 500}, context: [16]", "score: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="states-undo-mask",
    severity="warning",
    summary="a mask has no effect on a recurrent layer that is called with `initial_state`",
    why="Keras looks for the mask of a layer's input only if the call has no other tensor. With `initial_state` the layer runs "
    "over the padding as if it were data: its last output and its states are those after the padding, and a backward layer "
    "begins with it. A forward layer that returns only its sequence is spared, since padding comes behind.",
    bad=_model(
        "Embedding: {inputs: ids, input_dim: 500, output_dim: 12, mask_zero: true}",
        "«GRU»: {units: 16, initial_state: [context]}",
        "Dense: {name: score, units: 1}",
    ),
    good=_model(
        "Embedding: {inputs: ids, input_dim: 500, output_dim: 12, mask_zero: true}",
        "GRU: {units: 16, name: read}",
        "Concatenate: {inputs: [read, context]}",
        "Dense: {name: score, units: 1}",
    ),
    keras="silent",
    triggers=("initial_state",),
    check=check,
)
