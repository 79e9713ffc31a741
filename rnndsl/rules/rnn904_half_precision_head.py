"""RNN904: the head computes in half precision, so that probabilities and gradients are rounded away."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer

from ._activations import last_activation
from ._calls import argument_inside, title
from ._examples import trained
from ._head_words import place
from ._heads import Head, heads
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN904"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head that hands float16 to its loss."""
    for head in heads(view):
        if head.node is not None and head.half:
            found = last_activation(view.typed, head.output.ref)
            yield _finding(head, *(found or (head.node.node.layer, "")))


def _finding(head: Head, layer: Layer, activation: str) -> Diagnostic:
    what = f"ends in a `{activation}`" if activation not in ("", "linear") else "makes the prediction"
    policy = layer.args.get("dtype")
    message = f"{title(layer)} {what} in float16: what is smaller than 6e-8 becomes 0 before `{head.loss.name}` sees it"
    own = head.node is not None and layer is head.node.node.layer and policy is not None
    repair = fix("compute the head in float32", set_argument(layer.spec, "dtype", "float32")) if own else None
    notes = ("Keras says nothing; a layer's own `dtype` gets no loss scaling, so small gradients become 0 too",)
    help = "" if repair else "give the head `dtype: float32`"
    span = argument_inside(layer, "dtype") or place(head)
    return Diagnostic(CODE, "warning", message, span, "half precision up to the loss", (), notes, help, repair)


_model = trained("x: [20, 8]", "origin: {shape: [], classes: 18}", "sparse_categorical_crossentropy")

RULE = Rule(
    code=CODE,
    name="half-precision-head",
    severity="warning",
    summary="the head computes in float16",
    why="float16 knows nothing between 0 and 6e-8 and has three digits. Inside a network that is enough; the "
    "probabilities of a softmax over many classes, and the small gradients that come back from them, are not. Mixed "
    "precision keeps the head in float32 for that reason.",
    bad=_model("GRU: {units: 16, dtype: mixed_float16}", "Dense: {units: 18, activation: softmax, «dtype: mixed_float16»}"),
    good=_model("GRU: {units: 16, dtype: mixed_float16}", "Dense: {units: 18, activation: softmax, dtype: float32}"),
    keras="silent",
    triggers=("float16 head",),
    check=check,
    fix="unsafe",
)
