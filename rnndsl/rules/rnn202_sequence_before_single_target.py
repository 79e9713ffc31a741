"""RNN202: the model answers at every time step, the target is one per sequence."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.dims import show, show_shape

from ._above import shared, switch
from ._calls import title
from ._disagreement import Disagreement, disagreements
from ._examples import trained
from ._head_words import head_label, notes, place, target_label, title_of
from .edits import fix
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head that keeps a time axis which its target has not."""
    for found in disagreements(view, CODE):
        yield _finding(view, found)


def _finding(view: View, found: Disagreement) -> Diagnostic:
    head, recurrent = found.head, found.found
    prediction, target = head.shapes
    steps = show(prediction[0])
    message = (
        f"{title_of(head)} predicts {show_shape(prediction)}, one answer for each of {steps} time steps, "
        f"but the target `{head.target.name}` is {show_shape(target)}, one per sequence"
    )
    own = recurrent is not None and recurrent.on and not shared(view.typed, recurrent)
    at = recurrent.place if recurrent is not None and own else None
    span = at or place(head)
    repair = None
    if recurrent is not None and own:
        repair = fix(f"return only the last step from {title(recurrent.node.node.layer)}", switch(view.typed, recurrent, False))
    return Diagnostic(
        CODE,
        "error",
        message,
        span,
        f"keeps all {steps} time steps" if at is not None else f"predicts {show_shape(prediction)}",
        (*(head_label(head) if at is not None else ()), *target_label(head)),
        notes(view, found),
        "" if repair else _help(found) if own else HELP,
        repair,
    )


def _help(found: Disagreement) -> str:
    layer = title(found.found.node.node.layer) if found.found is not None else "the layer above"
    return f"return only the last step from {layer} (`return_sequences: false`), or declare a target per step"


CODE = "RNN202"
HELP = "make one vector of each sequence with GlobalAveragePooling1D or a recurrent layer, or give each step a target"
_model = trained("history: [24, 3]", "next: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="sequence-before-single-target",
    severity="error",
    summary="the model answers at every time step, but there is one target per sequence",
    why="With mse, mae, huber, log_cosh, poisson or cosine similarity Keras broadcasts the one target over all time steps "
    "and trains without a word: every step, also the first, which has seen nothing, is pulled towards the answer for the "
    "whole sequence. The loss falls, the model is useless. Crossentropies fail in the first batch.",
    bad=_model("LSTM: {units: 16, «return_sequences: true»}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=("disagreement",),
    check=check,
)
