"""RNN701: the head is not as wide as its target."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import Dim, show, show_shape

from ._disagreement import Disagreement, disagreements
from ._examples import trained
from ._head_words import notes, place, target_label, title_of
from ._heads import head_layer
from ._meet import FITS
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN701"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head whose last axis is not that of its target."""
    for found in disagreements(view, CODE):
        yield _masked(view, found) if found.head.meets(found.head.prediction.dims) == FITS else _finding(view, found)


def _finding(view: View, found: Disagreement) -> Diagnostic:
    head = found.head
    prediction, target = head.shapes
    width = target[-1] if target else 1
    message = (
        f"{title_of(head)} predicts {_count(head.width)}, {show_shape(prediction)}, "
        f"but the target `{head.target.name}` has {show(width)}: {show_shape(target)}"
    )
    if not prediction and "sparse" in head.object.traits:
        message = f"{title_of(head)} predicts one value per sample, (N,), but `{head.loss.name}` needs one for each class"
    repair = _repair(found, width)
    span, label = _units(found) or place(head), f"predicts {show_shape(prediction)}"
    help = "" if repair else f"make the last axis of the prediction {show(width)} wide"
    return Diagnostic(CODE, "error", message, span, label, target_label(head), notes(view, found), help, repair)


def _count(width: Dim) -> str:
    return f"{show(width)} value" + ("" if width == 1 else "s") + (" per sample" if width == 1 else "")


def _masked(view: View, found: Disagreement) -> Diagnostic:
    """The shapes meet, but the loss loses its time axis before it is multiplied with the mask."""
    head = found.head
    prediction, target = head.shapes
    message = (
        f"{title_of(head)} predicts {show_shape(prediction)} under a mask, but the target `{head.target.name}` is "
        f"{show_shape(target)}: the loss averages the time steps away before it masks them"
    )
    help = f"declare the target as {show_shape((*target, 1))}, one value of width 1 for each step"
    label = f"predicts {show_shape(prediction)}, masked"
    return Diagnostic(CODE, "error", message, place(head), label, target_label(head), notes(view, found), help)


def _units(found: Disagreement) -> Span | None:
    """Where the width of the head is written."""
    layer = head_layer(found.head)
    value = layer.spec.args.get("units") if layer is not None and layer.spec is not None else None
    return value.span if value is not None and not value.via else None


def _repair(found: Disagreement, width: Dim) -> Fix | None:
    """The target's width as the head's, where that alone makes the two meet."""
    head, layer = found.head, head_layer(found.head)
    if layer is None or layer.kind != "Dense" or not isinstance(width, int):
        return None
    if head.meets((*head.prediction.dims[:-1], width)) != FITS:
        return None
    return fix(f"predict {show(width)} value{'s' * (width != 1)}", set_argument(layer.spec, "units", show(width)))


_model = trained("history: [24, 3]", "forecast: [12]", "mse")

RULE = Rule(
    code=CODE,
    name="width-broadcast",
    severity="error",
    summary="the head predicts another number of values than the target has",
    why="Where one of the two is 1 wide, Keras broadcasts with mse, mae, huber, log_cosh, poisson or cosine similarity and "
    "trains without a word: one value is pulled towards the mean of twelve, or twelve towards the same one. Other widths "
    "fail in the first batch.",
    bad=_model("LSTM: {units: 16}", "Dense: {units: «1»}"),
    good=_model("LSTM: {units: 16}", "Dense: {units: 12}"),
    keras="silent",
    fix="unsafe",
    triggers=("disagreement",),
    check=check,
)
