"""RNN309: a stateful layer that is given its initial states, so that what it kept is never used."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import title
from ._stateful import stateful
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call of a stateful layer with `initial_state`."""
    for call in stateful(view):
        given = call.node.node.initial_state
        if not given:
            continue
        repair = fix("keep no states", set_argument(call.layer.spec, "stateful", "false"))
        yield Diagnostic(
            "RNN309",
            "warning",
            f"{title(call.layer)} keeps its states for the next batch, but every batch starts from the states it is given",
            call.place,
            "what it keeps is never read",
            (Label(given[0].span, "starts from these"),) if given[0].span is not None else (),
            ("Keras says nothing: `initial_state` goes before the states of the batch before",),
            "" if repair else "leave out `stateful`, or `initial_state`",
            repair,
        )


_EXAMPLE = """\
rnndsl: 1
model:
  batch_size: 8
  inputs: {{history: [24, 8], start: [16]}}
  targets: {{next: [1]}}
  layers:
    - GRU: {{inputs: history, units: 16, initial_state: start{}}}
    - Dense: {{units: 1}}
train:
  loss: mse
  shuffle: false
"""

RULE = Rule(
    code="RNN309",
    name="states-given-and-kept",
    severity="warning",
    summary="a stateful layer is given its initial states, so that what it kept is never used",
    why="A layer starts from `initial_state` where there is one, and else, if it is stateful, from the states in which it "
    "ended. With both, nothing is carried from batch to batch: the model is not the stateful one that the file declares.",
    bad=_EXAMPLE.format(", «stateful: true»"),
    good=_EXAMPLE.format(""),
    keras="silent",
    triggers=("fixed batch",),
    check=check,
    fix="unsafe",
)
