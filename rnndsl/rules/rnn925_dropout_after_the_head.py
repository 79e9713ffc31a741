"""RNN925: a dropout stands behind the head and takes predictions away."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Output
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind
from rnndsl.layers._dropping import Dropping

from ._calls import came_from, title, where
from ._examples import trained
from .edits import fix, remove_line
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN925"
BETWEEN = ("Activation", "Softmax", "Reshape", "Flatten", "Identity")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per output with a loss that comes from a dropout."""
    for output in view.typed.graph.outputs if view.typed.graph.losses else ():
        node = _dropping(view.typed, output)
        if node is not None:
            yield _finding(view.typed, node, output)


def _dropping(typed: Typed, output: Output) -> TypedNode | None:
    """The dropout that an output comes from, maybe through an activation or another shape."""
    node = typed.nodes.get(output.ref.node)
    while node is not None and node.node.kind in BETWEEN and len(node.node.inputs) == 1:
        node = typed.nodes.get(node.node.inputs[0].node)
    found = kind(node.node.kind) if node is not None else None
    if node is None or not isinstance(found, Dropping) or node.node.layer.args.get("rate") == 0:
        return None
    return node


def _finding(typed: Typed, node: TypedNode, output: Output) -> Diagnostic:
    layer = node.node.layer
    rate = layer.args.get("rate")
    share = f"{rate:.0%} of" if isinstance(rate, (int, float)) else "some of"
    message = f"{title(layer)} stands behind the head: in training {share} the predictions are set to 0, and the rest scaled up"
    related = came_from(typed, node.node.inputs[0], "makes the prediction {}") if node.node.inputs else ()
    spec = layer.spec
    alone = spec is not None and spec.name is None and spec.inputs is None
    repair = fix("take it away", remove_line(spec)) if alone else None
    notes = (f"Keras says nothing: the loss of `{output.name}` compares with zeros that no weight can change",)
    help = "" if repair else "put it above the head"
    return Diagnostic(CODE, "warning", message, where(node.node), "drops predictions", related, notes, help, repair)


_model = trained("x: [24, 8]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="dropout-after-the-head",
    severity="warning",
    summary="a dropout behind the head takes predictions away",
    why="Dropout makes a network robust by hiding some of what a layer reads. Behind the head there is no layer left to "
    "learn from that: while training, some predictions are 0 and the others too large, the loss never falls below "
    "what those zeros cost, and without dropout the model predicts something else again.",
    bad=_model("GRU: {units: 16}", "Dense: {units: 1}", "«Dropout»: {rate: 0.5}"),
    good=_model("GRU: {units: 16}", "Dropout: {rate: 0.5}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=("Dropout", "AlphaDropout", "GaussianDropout", "SpatialDropout1D"),
    check=check,
)
