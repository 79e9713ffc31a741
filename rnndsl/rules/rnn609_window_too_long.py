"""RNN609: a window and its horizon are longer than the rows they must lie in."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.spec import Value

from ._sales import SALES, forecast
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

CODE = "RNN609"


def check(view: View) -> Iterator[Diagnostic]:
    """At most one finding: the first part, training before all, in which no window lies."""
    window, parts = view.facts.details.get("window"), view.facts.details.get("parts")
    written = view.spec.get("data", "window")
    if window is None or not window.known or not parts or written is None or view.facts.rows is None:
        return
    empty = [part for part in ("training", "validation", "test") if parts[part] and not view.facts.samples.get(part)]
    if empty:
        yield _finding(view, empty[0], window, written)


def _finding(view: View, part: str, window: Any, written: Value) -> Diagnostic:
    length, horizon, _ = window.numbers()
    rows, lead, total = view.facts.details["parts"][part], view.facts.details.get("lead", 0), view.facts.rows
    if part == "training":
        used = f", of which differences use up {lead}" if lead else ""
        message = (
            f"no training window fits: {length} steps and a horizon of {horizon} need {length + horizon} rows, "
            f"the training part has {rows}{used}"
        )
        place = written.get("length") or written
        free = rows - lead - horizon
        help = (
            f"use a length of at most {free}, or a smaller split" if free > 0 else "use a longer series, or a shorter horizon"
        )
    else:
        message = f"no {part} window fits: a horizon of {horizon} needs as many rows, the {part} part has {rows}"
        place = _horizon(written)
        help = f"use a horizon of at most {rows}, or a larger share for the {part} part"
    source = view.spec.get("data", "source")
    related = [Label(source.span, f"{total} row{'s' if total != 1 else ''}")] if source is not None else []
    share = view.spec.get("data", "split", "validation" if part == "training" else part)
    if share is not None and not share.default:
        related.append(Label(share.span, f"{rows} rows left to train on" if part == "training" else f"{rows} rows"))
    sizes = ", ".join(f"{name} {size}" for name, size in view.facts.details["parts"].items())
    notes = (f"rows: {sizes}; a window's history may reach back into an earlier part, its targets may not",)
    severity = "error" if part == "training" else "warning"
    return Diagnostic(CODE, severity, message, place.span, _label(part, rows), tuple(related), notes, help)


def _horizon(window: Value) -> Value:
    found = window.get("horizon")
    return found if found is not None and not found.default else window.get("length") or window


def _label(part: str, rows: int) -> str:
    return f"longer than the {part} part's {rows} rows"


RULE = Rule(
    code=CODE,
    name="window-too-long",
    severity="error",
    summary="a window and its horizon are longer than the series, or than a part of it",
    why="A window belongs to the part in which its targets lie. Where none fits, there is nothing to train on; a part without "
    "windows gives no figures to judge the model by.",
    bad=forecast(length="«60»"),
    good=forecast(),
    keras="",
    triggers=("data",),
    check=check,
    data=SALES,
)
