"""RNN805: rows with an order in time are to be split at random, so that the parts overlap."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.spec import Value

from ._sales import SALES, forecast
from .edits import fix, replace_value
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN805"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding for `shuffle: true` and one for `stratify` beside `time` or `window`."""
    order = _given(view, "time") or _given(view, "window")
    if order is None:
        return
    shuffle, stratify = _given(view, "split", "shuffle"), _given(view, "split", "stratify")
    if shuffle is not None and shuffle.data is True:
        yield _finding(shuffle, "shuffle", order)
    if stratify is not None:
        yield _finding(stratify, "stratify", order)


def _given(view: View, *path: str) -> Value | None:
    value = view.spec.get("data", *path)
    return None if value is None or value.data is None or type(value.data).__name__ == "Unknown" else value


def _finding(value: Value, key: str, order: Value) -> Diagnostic:
    message = f"rows with an order in time are cut, never mixed: `{key}` is not obeyed"
    related = (Label((order.key or order.span), "gives the rows an order"),)
    repair = fix("keep the order", replace_value(value, "false")) if key == "shuffle" and not value.via else None
    help = "" if repair else f"leave `{key}` out: windows of a random split overlap, and the figures would be too good"
    note = "windows of a random split overlap: the model is tested on steps that it has seen, and the figures are too good"
    return Diagnostic(CODE, "error", message, value.span, "", related, (note,) if repair else (), help, repair)


RULE = Rule(
    code=CODE,
    name="random-split-over-time",
    severity="error",
    summary="rows with an order in time are to be split at random",
    why="Neighbouring windows share nearly all of their steps. Dealt out at random, each test window has its twin in the "
    "training part, and the figures say how well the model remembers. rnndsl cuts in order of time and will not be told "
    "otherwise.",
    bad=forecast(data="split: {validation: 15%, test: 15%, shuffle: «true»}"),
    good=forecast(data="split: {validation: 15%, test: 15%}"),
    keras="",
    fix="unsafe",
    triggers=("data",),
    check=check,
    data=SALES,
)
