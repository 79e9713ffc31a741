"""RNN721: an image enlarged by `area` between weights and the loss: TensorFlow has no gradient for it."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.layers import kind
from rnndsl.layers._dtypes import FLOATS

from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.graph import Layer, Ref
    from rnndsl.ir.typed import Typed, TypedNode

CODE = "RNN721"
HARD = ("text and embedding", "pictures")  # of these families are layers that hand no gradient on


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that a gradient from a loss would have to pass on its way to a weight."""
    typed = view.typed
    for node in typed.built.values() if typed.graph.losses else ():
        layer = _area(node.node.layer)
        if layer is not None and node.outputs[0].known and _learns_above(typed, node) and _judged_below(typed, node):
            yield Diagnostic(
                CODE,
                "error",
                f"{title(layer)} interpolates by area, through which no gradient comes: weights above it cannot be trained",
                argument(layer, "interpolation") or where(node.node),
                "has no gradient",
                notes=("Keras would say: gradient registry has no entry for: ResizeArea",),
                fix=fix("interpolate bilinearly", set_argument(layer.spec, "interpolation", "bilinear")),
                about=node.node.name,
            )


def _area(layer: Layer) -> Layer | None:
    """The layer, or the one inside it, if it interpolates by area."""
    found = kind(layer.kind)
    inner = found.applied(layer) if found is not None else layer
    return inner if inner.args.get("interpolation") == "area" else None


def _learns_above(typed: Typed, node: TypedNode) -> bool:
    """True if numbers that the call reads depend on weights that training changes."""
    for ref in _reads(node):
        above = typed.nodes.get(ref.node)
        if above is None or typed.tensor(ref).real not in FLOATS:
            continue
        if any(weight.trainable for weight in above.weights) or _learns_above(typed, above):
            return True
    return False


def _judged_below(typed: Typed, node: TypedNode) -> bool:
    """True if what the call gives reaches a loss through layers that all hand a gradient on."""
    name = node.node.name
    if any(output.ref.node == name and output.name in typed.graph.losses for output in typed.graph.outputs):
        return True
    below = (one for one in typed.built.values() if any(ref.node == name for ref in _reads(one)))
    return any(_soft(one) and _judged_below(typed, one) for one in below)


def _soft(node: TypedNode) -> bool:
    found = kind(node.node.kind)
    return found is not None and found.family not in HARD and node.outputs[0].real in FLOATS


def _reads(node: TypedNode) -> tuple[Ref, ...]:
    return (*node.node.inputs, *node.node.initial_state)


_model = trained("picture: [8, 8, 3]", "mask: [8, 8, 1]", "mse")
_DOWN = "Conv2D: {filters: 4, kernel_size: 3, strides: 2, padding: same}"
_LAST = "Dense: {units: 1}"

RULE = Rule(
    code=CODE,
    name="area-without-gradient",
    severity="error",
    summary="an image enlarged by `area` between weights and the loss",
    why="TensorFlow has no gradient for this interpolation: the first training step fails, whatever stands above the layer. "
    "Where nothing above it learns, it does no harm.",
    bad=_model(_DOWN, "UpSampling2D: {«interpolation: area»}", _LAST),
    good=_model(_DOWN, "UpSampling2D: {interpolation: bilinear}", _LAST),
    keras="raises",
    says="gradient registry has no entry for: ResizeArea",
    fix="unsafe",
    triggers=("UpSampling2D.interpolation",),
    check=check,
)
