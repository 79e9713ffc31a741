"""RNN306: a stateful layer over windows, of which none goes on where the same row of the batch before ended."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import title
from ._sales import SALES, forecast
from ._stateful import stateful
from .edits import fix, set_setting
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """At most one finding: sample k begins at row k·stride, so the next batch begins batch_size·stride rows later."""
    window, size = view.facts.details.get("window"), view.typed.graph.batch_size
    first = next(iter(stateful(view)), None)
    shuffle = view.spec.get("train", "shuffle")
    if window is None or not window.known or size is None or first is None or (shuffle is not None and shuffle.data is True):
        return
    length, _, stride = window.numbers()
    if size * stride == length:
        return
    gap = size * stride - length
    so = f"skips {gap} steps" if gap > 0 else f"reads {-gap} of its steps again"
    written = view.spec.get("data", "window")
    edits = set_setting(written, "stride", str(length // size)) if length % size == 0 else ()
    repair = fix(f"begin a window every {length // size} steps", edits)
    yield Diagnostic(
        "RNN306",
        "warning",
        f"{title(first.layer)} carries its states to the next batch, but no window goes on where the one before ended",
        first.place,
        f"the next window of a row {so}",
        (Label(written.span, f"{length} steps, one window every {stride}"),) if written is not None else (),
        (f"the next batch begins {size} windows or {size * stride} steps later; windows continue each other at {length}",),
        "" if repair else f"choose stride and batch size so that their product is {length}, or leave `stateful` out",
        repair,
    )


def _example(stateful: str, stride: str) -> str:
    text = forecast(model="batch_size: 4").replace("units: 8}", f"units: 8, {stateful}}}")
    text = text.replace("window", "split: {validation: 0, test: 0}\n  window")
    return text.replace("horizon: 2}", f"horizon: 2{stride}}}").replace("loss: mse", "loss: mse\n  shuffle: false")


RULE = Rule(
    code="RNN306",
    name="windows-do-not-continue",
    severity="warning",
    summary="a stateful layer over windows that do not continue those of the batch before",
    why="With `batch_size: B`, row i of the next batch is the window B places further on. It continues row i of this batch "
    "only if B times the stride is the length of a window. Otherwise states come from steps that are read again, or that "
    "lie far back, and carrying them over does harm rather than good.",
    bad=_example("«stateful: true»", ""),
    good=_example("stateful: true", ", stride: 2"),
    keras="silent",
    triggers=("fixed batch",),
    check=check,
    fix="unsafe",
    data=SALES,
)
