"""RNN711: what CTC meets is not what it aligns: logits over time against label sequences that are shorter."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.dims import show, show_shape

from ._activations import last_activation
from ._calls import argument
from ._examples import trained
from ._head_words import head_label, loss_value, place, target_label, title_of
from ._heads import Head, head_layer, heads
from .edits import fix, replace_value, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN711"


def check(view: View) -> Iterator[Diagnostic]:
    """At most one finding per head under CTC: axes first, then lengths, classes and the activation."""
    for head in heads(view, aligned=True):
        found = next(_mistakes(view, head), None)
        if found is not None:
            yield found


def _mistakes(view: View, head: Head) -> Iterator[Diagnostic]:
    prediction, target = head.shapes
    if len(prediction) != 2 or len(target) != 1:
        yield _axes(head)
        return
    steps, length = prediction[0], target[0]
    if isinstance(steps, int) and isinstance(length, int) and length > steps:
        message = (
            f"the label sequences of `{head.target.name}` are {show_shape(target)}, longer than the {steps} time steps, "
            f"{show_shape(prediction)}, that CTC could align them with"
        )
        help = f"keep at least {length} time steps (smaller strides and pools), or declare shorter labels"
        note = "Keras says nothing: a longer label has no alignment, and its loss is a huge constant without gradient"
        yield Diagnostic(CODE, "error", message, place(head), f"{steps} steps", target_label(head), (note,), help)
    units, classes = head.width, head.target.classes
    if isinstance(units, int) and isinstance(classes, int) and units < classes:
        yield _crowded(head, units, classes)
    last = last_activation(view.typed, head.output.ref)
    if last is not None and last[1] == "softmax":
        yield _softmax(view, head)


def _axes(head: Head) -> Diagnostic:
    prediction, target = head.shapes
    if len(prediction) != 2:
        message = f"{title_of(head)} predicts {show_shape(prediction)}, but CTC aligns logits over time, (N, T, classes)"
        note = "Keras would say: Logits `y_pred` are expected to be a tensor of shape `(batch_size, max_length, num_classes)`"
        help = "return every step from the recurrent layer above (`return_sequences: true`)"
        label = f"predicts {show_shape(prediction)}"
        return Diagnostic(CODE, "error", message, place(head), label, target_label(head), (note,), help)
    message = f"the target `{head.target.name}` is {show_shape(target)}, but CTC expects sequences of labels, (N, length)"
    note = "Keras would say: Targets `y_true` are expected to be a tensor of shape `(batch_size, max_length)`"
    span = head.target.span or place(head)
    return Diagnostic(CODE, "error", message, span, "no sequence", head_label(head), (note,), "declare one axis of labels")


def _crowded(head: Head, units: int, classes: int) -> Diagnostic:
    message = f"{title_of(head)} has {units} units, but `{head.target.name}` has {classes} classes, 0 (the blank) included"
    layer = head_layer(head)
    span = (argument(layer, "units") if layer is not None else None) or place(head)
    repair = None
    if layer is not None and layer.kind == "Dense":
        repair = fix(f"predict {show(classes)} classes", set_argument(layer.spec, "units", show(classes)))
    help = "" if repair else f"give the head {classes} units"
    note = "Keras says nothing: the loss of labels without a unit is no number that means anything"
    return Diagnostic(CODE, "error", message, span, f"room for {units}", target_label(head), (note,), help, repair)


def _softmax(view: View, head: Head) -> Diagnostic:
    layer, value = head_layer(head), loss_value(view, head)
    message = f"{title_of(head)} ends in `softmax`, but CTC takes logits and makes probabilities of them itself"
    span = (argument(layer, "activation") if layer is not None else None) or place(head)
    written = layer.spec.args.get("activation") if layer is not None and layer.spec is not None else None
    own = written is not None and not written.via
    repair = fix("hand on logits", replace_value(written, "linear")) if own and written is not None else None
    related = (Label(value.span, "takes logits"),) if value is not None else ()
    note = "Keras says nothing: the softmax of probabilities is nearly the same for all classes"
    help = "" if repair else "leave the activation out"
    return Diagnostic(CODE, "error", message, span, "gives probabilities", related, (note,), help, repair)


_model = trained("sound: [100, 13]", "letters: {shape: [20], classes: 28}", "ctc")

RULE = Rule(
    code=CODE,
    name="ctc",
    severity="error",
    summary="a CTC loss on probabilities, on too few steps or units, or on tensors with other axes",
    why="CTC aligns a sequence of logits, (N, T, classes), with a shorter sequence of labels, (N, length), in which 0 is the "
    "blank and the padding. It takes the softmax itself, and checks neither lengths nor classes: the loss is a number, and "
    "nothing is learned.",
    bad=_model("LSTM: {units: 32, return_sequences: true}", "Dense: {units: 28, «activation: softmax»}"),
    good=_model("LSTM: {units: 32, return_sequences: true}", "Dense: {units: 28}"),
    keras="silent",
    fix="unsafe",
    triggers=("losses:ctc",),
    check=check,
)
