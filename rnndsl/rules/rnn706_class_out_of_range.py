"""RNN706: labels outside what the loss and the head can tell apart."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.dims import show, show_shape

from ._calls import argument
from ._disagreement import judge, softmax_over_one
from ._examples import trained
from ._head_words import head_label, other_loss, place, target_label, title_of
from ._heads import Head, head_layer, heads
from ._target_values import Values, target_values
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN706"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head whose labels, by their number or by the values in the table, are out of its loss's range."""
    for head in heads(view):
        if {"binary", "sparse"} & set(head.object.traits) and not head.labels and judge(view, head) is None:
            yield from _of_values(view, head)
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


def _of_values(view: View, head: Head) -> Iterator[Diagnostic]:
    """Numbers of a table under a loss for yes and no, or for classes."""
    for values in target_values(view, head):
        if "binary" in head.object.traits:
            if values.low < 0 or values.high > 1:
                note = "Keras says nothing: with labels beyond 0 and 1 the loss has no lower end, and pushes without end"
                help = "make them 0 and 1 in the table, or read the column as classes: `{category: …}`"
                if (values.low, values.high) == (-1, 1):
                    help = "use the loss `hinge` with a `tanh` head, or make the labels 0 and 1 in the table"
                yield _value(head, values, "expects 0 and 1", note, help)
            continue
        units = head.width if isinstance(head.width, int) else values.high + 1
        if values.low < 0 or values.high >= units:
            note = f"Keras would say: Received a label value of … which is outside the valid range of [0, {show(head.width)})"
            help = f"read the column as classes, which are numbered from 0: `{head.target.name}: {{category: {values.column}}}`"
            yield _value(head, values, f"expects classes 0 to {units - 1:g}", note, help)
        elif values.low % 1 or values.high % 1:
            note = "Keras says nothing: it cuts the fractions off, and learns the whole numbers that are left"
            yield _value(head, values, "expects whole numbers, the classes", note, "use a loss for numbers, such as `mse`")


def _value(head: Head, values: Values, expects: str, note: str, help: str) -> Diagnostic:
    message = f"`{head.loss.name}` {expects}, but the target column `{values.column}` {values.words}"
    return Diagnostic(CODE, "error", message, values.place, "out of range", head_label(head), (note,), help)


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
    summary="labels beyond what the loss and the head can tell apart",
    why="Classes are numbered from 0, so 18 classes need 18 units. On a CPU Keras fails at the first label out of range, which "
    "may be late; on a GPU the loss becomes NaN. A binary crossentropy on labels of -1 and 1, and a sparse one on fractions, "
    "train without a word towards something else.",
    bad=_model("GRU: {units: 16}", "Dense: {«units: 10», activation: softmax}"),
    good=_model("GRU: {units: 16}", "Dense: {units: 18, activation: softmax}"),
    keras="raises",
    says="outside the valid range of [0, 10)",
    fix="unsafe",
    triggers=("crowded head", "data"),
    check=check,
)
