"""RNN606: the model predicts another number of time steps than the target has."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Fix
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import show, show_shape

from ._disagreement import Disagreement, disagreements
from ._examples import trained
from ._head_words import head_label, notes, place, target_label, title_of
from ._meet import FITS
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN606"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head whose steps are not those of its target."""
    for found in disagreements(view, CODE):
        yield _finding(view, found)


def _finding(view: View, found: Disagreement) -> Diagnostic:
    head = found.head
    prediction, target = head.shapes
    wanted = show(target[0]) if target else "1"
    message = (
        f"{title_of(head)} predicts {show(prediction[0])} time steps, {show_shape(prediction)}, "
        f"but the target `{head.target.name}` has {wanted}: {show_shape(target)}"
    )
    span, label = _place(found)
    related: tuple[Label, ...] = head_label(head) if span != place(head) else ()
    repair = _repair(found, wanted)
    help = f"make {wanted} steps: `- RepeatVector: {{n: {wanted}}}` above the last recurrent layer, or change the target"
    related += target_label(head)
    return Diagnostic(CODE, "error", message, span, label, related, notes(view, found), "" if repair else help, repair)


def _place(found: Disagreement) -> tuple[Span, str]:
    """The repeat count where there is one, else the head."""
    if found.repeat is not None:
        spec = found.repeat.node.layer.spec
        count = spec.args.get("n") if spec is not None else None
        span = count.span if count is not None else found.repeat.node.span
        if span is not None:
            return span, f"makes {show(found.head.prediction.dims[0])} time steps"
    return place(found.head), f"predicts {show_shape(found.head.prediction.shape)}"


def _repair(found: Disagreement, wanted: str) -> Fix | None:
    """The target's number of steps as the repeat count, where that alone makes the two meet."""
    head, repeat = found.head, found.repeat
    prediction, target = head.shapes
    steps = target[0] if target else 1
    if repeat is None or not isinstance(steps, int) or head.meets((steps, *prediction[1:])) != FITS:
        return None
    times = "once" if wanted == "1" else f"{wanted} times"
    return fix(f"repeat the vector {times}", set_argument(repeat.node.layer.spec, "n", wanted))


_model = trained("history: [24, 3]", "load: [12, 1]", "mse")

RULE = Rule(
    code=CODE,
    name="steps-are-not-the-horizon",
    severity="error",
    summary="the model predicts another number of time steps than the target has",
    why="Keras fails in the first batch, after the data have been loaded; and where one of the two numbers is 1, it "
    "broadcasts without a word: one predicted step is trained towards the mean of all.",
    bad=_model(
        "LSTM: {units: 16}", "RepeatVector: {n: «10»}", "LSTM: {units: 16, return_sequences: true}", "Dense: {units: 1}"
    ),
    good=_model("LSTM: {units: 16}", "RepeatVector: {n: 12}", "LSTM: {units: 16, return_sequences: true}", "Dense: {units: 1}"),
    keras="raises",
    says="Dimensions must be equal",
    fix="unsafe",
    triggers=("disagreement",),
    check=check,
)
