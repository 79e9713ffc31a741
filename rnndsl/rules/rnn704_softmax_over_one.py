"""RNN704: a softmax over one unit is always 1."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode
from rnndsl.layers.kind import named

from ._above import NOWHERE
from ._calls import argument, title, where
from ._heads import heads
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN704"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer that takes a softmax of one value."""
    for node in view.typed.nodes.values():
        layer = node.node.layer
        inner = layer.args.get("layer")
        layer = inner if layer.kind == "TimeDistributed" and isinstance(inner, Layer) else layer
        shape = node.outputs[0].shape
        softmax = layer.kind in ("Dense", "Activation") and named(layer.args.get("activation")) == "softmax"
        if softmax and shape and shape[-1] == 1:
            yield _finding(view, node, layer)


def _finding(view: View, node: TypedNode, layer: Layer) -> Diagnostic:
    message = f"{title(layer)} takes a softmax over one unit: the result is always 1, whatever the model learns"
    span = argument(layer, "activation") or where(node.node) or NOWHERE
    repair = _repair(view, node, layer)
    help = "" if repair else "use `sigmoid` for one yes or no, or one unit per class"
    notes = ("Keras would warn: The softmax operation will always return the value 1, which is likely not what you intended",)
    return Diagnostic(CODE, "warning", message, span, f"over {node.outputs[0]}", (), notes, help, repair)


def _repair(view: View, node: TypedNode, layer: Layer) -> Fix | None:
    """One unit per class where the loss is about several classes, else a sigmoid."""
    head = next((head for head in heads(view) if head.node is node), None)
    if head is not None and {"sparse", "onehot"} & set(head.object.traits):
        classes = head.target.classes if "sparse" in head.object.traits else (head.target.tensor.dims or (1,))[-1]
        if layer.kind != "Dense" or not isinstance(classes, int) or classes < 2:
            return None
        return fix(f"predict a probability for each of {classes} classes", set_argument(layer.spec, "units", str(classes)))
    return fix("use a sigmoid", set_argument(layer.spec, "activation", "sigmoid"))


_MODEL = """\
rnndsl: 1
model:
  inputs: {{x: [20, 8]}}
  targets: {{fails: [1]}}
  layers:
    - GRU: {{units: 16}}
    - Dense: {{units: 1, {activation}}}
train:
  loss: binary_crossentropy
"""

RULE = Rule(
    code=CODE,
    name="softmax-over-one",
    severity="warning",
    summary="a softmax over one unit, which is always 1",
    why="A softmax divides by the sum of its values; of one value, that makes 1. The model says yes to everything and can't "
    "learn.",
    bad=_MODEL.format(activation="«activation: softmax»"),
    good=_MODEL.format(activation="activation: sigmoid"),
    keras="warns",
    says="softmax operation will always return the value 1",
    fix="unsafe",
    triggers=("activations:softmax",),
    check=check,
)
