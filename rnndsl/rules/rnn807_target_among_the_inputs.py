"""RNN807: the model reads what it is to predict, in the same row."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.facts import Use

from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN807"
READ = ("number", "category")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per column that is target and input of the same sample; none where all inputs are reconstructed."""
    window = view.spec.get("data", "window")
    if window is not None and window.data is not None:  # the inputs are the steps before
        return
    uses = [use for use in view.facts.details.get("uses", ()) if use.role in (*READ, "text")]
    targets, inputs = _of(view, uses, "targets"), _of(view, uses, "inputs")
    if set(inputs) <= set(targets):  # an autoencoder
        return
    for name, goal in targets.items():
        if name in inputs and goal.role in READ:
            yield _finding(name, inputs[name], goal)


def _of(view: View, uses: list[Use], section: str) -> dict[str, Use]:
    """The columns of a section, each with its first mention there."""
    place = view.spec.get("data", section)
    found: dict[str, Use] = {}
    for use in uses:
        span = use.value.span
        if place is not None and span.source is place.span.source and place.span.start <= span.start < place.span.end:
            found.setdefault(use.column, use)
    return found


def _finding(name: str, read: Use, goal: Use) -> Diagnostic:
    message = f"the column `{name}` is a target and an input of the same row: the model can copy it"
    related = (Label(goal.value.span, "what is to be predicted"),)
    help = f"take `{name}` out of the inputs: when the model is used, nobody knows it yet"
    return Diagnostic(CODE, "warning", message, read.value.span, "known only with the answer", related, (), help)


def _document(columns: str) -> str:
    return f"""\
rnndsl: 1
data:
  source: houses.csv
  inputs: {{house: [{columns}]}}
  targets: {{price: [Price]}}
model:
  layers:
    - Dense: {{units: 16, activation: relu}}
    - Dense: {{units: 1}}
train:
  loss: mse
"""


RULE = Rule(
    code=CODE,
    name="target-among-the-inputs",
    severity="warning",
    summary="the model reads the column that it is to predict, in the same row",
    why="The model learns to hand the answer through, every figure is nearly perfect, and in use the column is not there yet. "
    "Windows over time are another matter: there the inputs are the steps before.",
    bad=_document("Rooms, Area, «Price»"),
    good=_document("Rooms, Area"),
    keras="",
    triggers=("data",),
    check=check,
    data={"houses.csv": "Rooms,Area,Price\n" + "".join(f"{i % 5},{20 + i},{i * 31 % 97}\n" for i in range(40))},
)
