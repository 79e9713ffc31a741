"""RNN706: there are more classes than the head has units."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.dims import show, show_shape

from ._calls import argument
from ._disagreement import judge, softmax_over_one
from ._examples import trained
from ._head_words import other_loss, place, target_label, title_of
from ._heads import Head, head_layer, heads
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN706"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per sparse head with fewer units than its target has classes."""
    for head in heads(view):
        units, classes = head.width, head.target.classes
        if not head.crowded or not isinstance(units, int) or not isinstance(classes, int):
            continue
        if judge(view, head) is None and not softmax_over_one(head):
            yield _finding(view, head, units, classes)


def _finding(view: View, head: Head, units: int, classes: int) -> Diagnostic:
    message = (
        f"{title_of(head)} has {units} unit{'s' * (units != 1)}, {show_shape(head.prediction.shape)}, "
        f"but the target `{head.target.name}` has {classes} classes, numbered 0 to {classes - 1}"
    )
    layer = head_layer(head)
    span = (argument(layer, "units") if layer is not None else None) or place(head)
    notes = (f"Keras would say: Received a label value of … which is outside the valid range of [0, {units})",)
    label = f"room for {units} class{'es' * (units != 1)}"
    repair = _repair(view, head, units, classes)
    help = "" if repair else f"give the head {classes} units"
    return Diagnostic(CODE, "error", message, span, label, target_label(head), notes, help, repair)


def _repair(view: View, head: Head, units: int, classes: int) -> Fix | None:
    """One unit per class; or, where one unit tells two classes apart, the loss for that."""
    layer = head_layer(head)
    if units == 1 and classes == 2:
        return fix("compare with `binary_crossentropy`", other_loss(view, head, "binary_crossentropy"))
    if layer is None or layer.kind != "Dense":
        return None
    return fix(f"predict {show(classes)} classes", set_argument(layer.spec, "units", show(classes)))


_model = trained("x: [20, 8]", "origin: {shape: [], classes: 18}", "sparse_categorical_crossentropy")

RULE = Rule(
    code=CODE,
    name="class-out-of-range",
    severity="error",
    summary="the target has more classes than the head has units",
    why="Classes are numbered from 0, so 18 classes need 18 units. On a CPU Keras fails at the first label out of range, which "
    "may be late; on a GPU the loss becomes NaN.",
    bad=_model("GRU: {units: 16}", "Dense: {«units: 10», activation: softmax}"),
    good=_model("GRU: {units: 16}", "Dense: {units: 18, activation: softmax}"),
    keras="raises",
    says="outside the valid range of [0, 10)",
    fix="unsafe",
    triggers=("crowded head",),
    check=check,
)
