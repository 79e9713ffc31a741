"""RNN704: a softmax over one unit is always 1."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode
from rnndsl.layers import applied
from rnndsl.layers.kind import named

from ._calls import argument, title, where
from ._disagreement import softmax_over_one
from ._examples import trained
from ._head_words import head_label, loss_value, other_loss, place, title_of
from ._heads import Head, heads
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN704"
KERAS_LOSS = "Keras would warn: In loss categorical_crossentropy, expected y_pred.shape to be (batch_size, num_classes)"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer that takes a softmax of one value."""
    for node in view.typed.nodes.values():
        layer = applied(node.node.layer)
        shape = node.outputs[0].shape
        softmax = layer.kind in ("Dense", "Activation") and named(layer.args.get("activation")) == "softmax"
        if softmax and shape and shape[-1] == 1:
            yield _finding(view, node, layer)
    for head in heads(view):
        if head.one_class and not softmax_over_one(head) and not head.disagrees:
            yield _one_class(view, head)


def _one_class(view: View, head: Head) -> Diagnostic:
    """A crossentropy over the one class that there is: its own kind of softmax over one."""
    value = loss_value(view, head)
    message = f"`{head.loss.name}` over one unit is always 0: {title_of(head)} has no second class to be wrong about"
    repair = fix("compare with `binary_crossentropy`", other_loss(view, head, "binary_crossentropy"))
    help = "" if repair else "use `binary_crossentropy` for one yes or no, or one unit per class"
    notes = (KERAS_LOSS,) if head.object.name == "CategoricalCrossentropy" else ()
    span = value.span if value is not None else place(head)
    return Diagnostic(CODE, "warning", message, span, "one class", head_label(head), notes, help, repair)


def _finding(view: View, node: TypedNode, layer: Layer) -> Diagnostic:
    message = f"{title(layer)} takes a softmax over one unit: the result is always 1, whatever the model learns"
    span = argument(layer, "activation") or where(node.node)
    repair = _repair(view, node, layer)
    help = "" if repair else "use `sigmoid` for one yes or no, or one unit per class"
    notes = ("Keras would warn: The softmax operation will always return the value 1, which is likely not what you intended",)
    return Diagnostic(CODE, "warning", message, span, f"over {node.outputs[0]}", (), notes, help, repair)


def _repair(view: View, node: TypedNode, layer: Layer) -> Fix | None:
    """One unit per class where the loss is about several classes, else a sigmoid."""
    head = next((head for head in heads(view) if head.node is node), None)
    if head is not None and {"sparse", "onehot"} & set(head.object.traits):
        classes = head.target.classes if "sparse" in head.object.traits else (head.target.tensor.dims or (1,))[-1]
        if classes == 1:
            return _yes_or_no(view, head, layer)
        if layer.kind != "Dense" or not isinstance(classes, int):
            return None
        return fix(f"predict a probability for each of {classes} classes", set_argument(layer.spec, "units", str(classes)))
    return fix("use a sigmoid", set_argument(layer.spec, "activation", "sigmoid"))


def _yes_or_no(view: View, head: Head, layer: Layer) -> Fix | None:
    """A sigmoid and the loss that goes with it."""
    activation, loss = set_argument(layer.spec, "activation", "sigmoid"), other_loss(view, head, "binary_crossentropy")
    return fix("use a sigmoid and `binary_crossentropy`", (*activation, *loss)) if activation and loss else None


_model = trained("x: [20, 8]", "fails: [1]", "binary_crossentropy")

RULE = Rule(
    code=CODE,
    name="softmax-over-one",
    severity="warning",
    summary="a softmax, or a categorical crossentropy, over one unit",
    why="A softmax divides by the sum of its values; of one value, that makes 1. The model says yes to everything and cannot "
    "learn. A categorical crossentropy over one class is 0 for the same reason.",
    bad=_model("GRU: {units: 16}", "Dense: {units: 1, «activation: softmax»}"),
    good=_model("GRU: {units: 16}", "Dense: {units: 1, activation: sigmoid}"),
    keras="warns",
    says="softmax operation will always return the value 1",
    fix="unsafe",
    triggers=("softmax over one", "one class"),
    check=check,
)
