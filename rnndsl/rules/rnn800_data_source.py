"""RNN800: the data are not where the file says, or are not what it says."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.spec import Value

from ._sales import SALES, forecast
from .rule import Rule, reported_elsewhere

RULE = Rule(
    code="RNN800",
    name="data-source",
    severity="error",
    summary="the data source is missing, or can't be read as what it is said to be",
    why="Training would stop at the first read; until then nothing can be checked against the data: columns, rows, classes.",
    bad=forecast(source="«sale.csv»"),
    good=forecast(),
    keras="",
    fix="unsafe",
    triggers=("stage",),
    check=reported_elsewhere,
    data=SALES,
)


def finding(place: Value, problem: str, help: str = "", near: str = "") -> Diagnostic:
    """A finding at the value that names the source: what was found, what to do, and the path `near` that was probably meant."""
    plain = near.replace("/", "").replace(".", "").replace("-", "").replace("_", "").isalnum()
    written = place.span.text == place.data and not place.via
    repair = Fix(f"write `{near}`", (Edit(place.span, near),)) if near and plain and written else None
    return Diagnostic(RULE.code, RULE.severity, problem, place.span, help=help, fix=repair)
