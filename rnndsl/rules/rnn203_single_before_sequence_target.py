"""RNN203: the model answers once per sequence, the target has a value for every time step."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.dims import Dim, show, show_shape

from ._above import switch
from ._calls import title
from ._disagreement import Disagreement, disagreements
from ._examples import trained
from ._head_words import head_label, notes, place, target_label, title_of
from ._meet import FITS
from .edits import fix
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix

CODE = "RNN203"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head without the time axis that its target has."""
    for found in disagreements(view, CODE):
        yield _finding(view, found)


def _finding(view: View, found: Disagreement) -> Diagnostic:
    head, recurrent = found.head, found.found
    prediction, target = head.shapes
    message = (
        f"{title_of(head)} predicts {show_shape(prediction)}, one answer per sequence, "
        f"but the target `{head.target.name}` is {show_shape(target)}, {_steps(target[0])}"
    )
    off = recurrent is not None and not recurrent.on and target[0] != 1
    at = recurrent.place if off and recurrent is not None else None
    repair = _repair(view, found)
    return Diagnostic(
        CODE,
        "error",
        message,
        at or place(head),
        "returns only the last step" if at is not None else f"predicts {show_shape(prediction)}",
        (*(head_label(head) if at is not None and at != place(head) else ()), *target_label(head)),
        notes(view, found),
        "" if repair else _help(found),
        repair,
    )


def _steps(steps: Dim) -> str:
    return "one for a single time step" if steps == 1 else f"one for each of {show(steps)} time steps"


def _repair(view: View, found: Disagreement) -> Fix | None:
    """Sequences on, where that alone makes prediction and target meet."""
    recurrent, head = found.found, found.head
    if recurrent is None or recurrent.on or head.meets((recurrent.time, *head.prediction.dims)) != FITS:
        return None
    return fix(f"return every step from {title(recurrent.node.node.layer)}", switch(view.typed, recurrent, True))


def _help(found: Disagreement) -> str:
    target = found.head.shapes[1]
    steps, width = show(target[0]), show(found.head.width)
    if len(target) == 2 and target[0] == 1 and target[1] == found.head.width:
        return f"give the prediction the target's axes with `- Reshape: {{target_shape: [{steps}, {width}]}}` below the head"
    if found.found is not None and not found.found.on and found.found.time == target[0]:
        return f"return every step from {title(found.found.node.node.layer)} (`return_sequences: true`)"
    return (
        f"make {steps} steps: `- RepeatVector: {{n: {steps}}}` and a recurrent layer with `return_sequences: true` above "
        "the head, or one wide head and `- Reshape` below it"
    )


_model = trained("history: [24, 3]", "load: [24, 1]", "mae")

RULE = Rule(
    code=CODE,
    name="single-before-sequence-target",
    severity="error",
    summary="the model answers once per sequence, but there is a target for every time step",
    why="With mse, mae, huber, log_cosh, poisson or cosine similarity Keras broadcasts the one prediction over all steps of "
    "the target: the model learns the mean of the sequence and nothing of its course. Other widths, and crossentropies, "
    "fail in the first batch.",
    bad=_model("«LSTM»: {units: 16}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16, return_sequences: true}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=("disagreement",),
    check=check,
)
