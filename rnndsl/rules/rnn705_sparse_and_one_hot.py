"""RNN705: integer labels meet a loss for one-hot targets, or the other way round."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.dims import show, show_shape

from ._disagreement import Disagreement, disagreements
from ._examples import trained
from ._head_words import head_label, loss_value, notes, place, target_label
from .edits import fix, replace_value
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN705"
SPARSE, ONE_HOT = (
    ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"),
    ("categorical_crossentropy", "CategoricalCrossentropy"),
)
SHARED = frozenset(("from_logits", "axis", "reduction", "name", "dtype"))


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head whose loss expects the other form of labels."""
    for found in disagreements(view, CODE):
        yield _finding(view, found)


def _finding(view: View, found: Disagreement) -> Diagnostic:
    head = found.head
    prediction, target = head.shapes
    value = loss_value(view, head)
    sparse = "sparse" in head.object.traits
    expects = show_shape(prediction[:-1] if sparse else prediction)
    kind = "whole numbers, one label" if sparse else ("one-hot rows" if "onehot" in head.object.traits else "one value")
    what = "one-hot rows" if sparse else "labels (the number of a class)"
    message = (
        f"`{head.loss.name}` expects {kind} for each prediction, {expects}, "
        f"but the target `{head.target.name}` is {show_shape(target)}: {what}"
    )
    span = value.span if value is not None else head.loss.span or place(head)
    repair = _repair(view, found)
    classes = f" of {show(head.target.classes)} classes" if head.labels else ""
    help = "" if repair else f"use `{(ONE_HOT if sparse else SPARSE)[0]}` for {what}{classes}"
    related = (*head_label(head), *target_label(head))
    return Diagnostic(CODE, "error", message, span, f"expects {expects}", related, notes(view, found), help, repair)


def _repair(view: View, found: Disagreement) -> Fix | None:
    """The other loss, with the arguments that both know."""
    head, value = found.head, loss_value(view, found.head)
    function, name = ONE_HOT if "sparse" in head.object.traits else SPARSE
    if value is None or not set(head.loss.args) <= SHARED:
        return None
    if isinstance(value.data, str):
        new = name if value.data[:1].isupper() else function
        return fix(f"compare with `{new}`", replace_value(value, new))
    inner = next((entry for _, entry in value.items()), None)
    if inner is None or inner.key is None or len(value.data) != 1:
        return None
    return Fix(f"compare with `{name}`", (Edit(inner.key, name),))


_INPUTS, _TARGETS = "x: [20, 8]", "origin: {shape: [], classes: 18}"
_LAYERS = ("GRU: {units: 16}", "Dense: {units: 18, activation: softmax}")

RULE = Rule(
    code=CODE,
    name="sparse-and-one-hot",
    severity="error",
    summary="labels that are numbers of classes meet a loss for one-hot rows, or the other way round",
    why="`categorical_crossentropy` compares two distributions, `sparse_categorical_crossentropy` a distribution with the "
    "number of a class. Keras fails in the first batch with a message about ranks, after the data have been loaded.",
    bad=trained(_INPUTS, _TARGETS, "«categorical_crossentropy»")(*_LAYERS),
    good=trained(_INPUTS, _TARGETS, "sparse_categorical_crossentropy")(*_LAYERS),
    keras="raises",
    says="must have the same rank",
    fix="unsafe",
    triggers=("disagreement",),
    check=check,
)
