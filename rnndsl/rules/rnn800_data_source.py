"""RNN800: the data are not where the file says, or are not what it says."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.spec import Value

from .rule import Rule, reported_elsewhere

_MODEL = """\
rnndsl: 1
data:
  source: {source}
  window: {{length: 4, horizon: 1}}
  inputs: {{history: [Sales]}}
  targets: {{next: [Sales]}}
model:
  layers:
    - LSTM: {{units: 8}}
    - Dense: {{units: 1}}
"""

RULE = Rule(
    code="RNN800",
    name="data-source",
    severity="error",
    summary="the data source is missing, or can't be read as what it is said to be",
    why="Training would stop at the first read; until then nothing can be checked against the data: columns, rows, classes.",
    bad=_MODEL.format(source="«sale.csv»"),
    good=_MODEL.format(source="sales.csv"),
    keras="",
    fix="unsafe",
    triggers=("stage",),
    check=reported_elsewhere,
    data={"sales.csv": "Month,Sales\n" + "".join(f"2020-{m:02},{m * m + 3}\n" for m in range(1, 13)) * 4},
)


def finding(place: Value, problem: str, help: str = "", near: str = "") -> Diagnostic:
    """A finding at the value that names the source: what was found, what to do, and the path `near` that was probably meant."""
    plain = near.replace("/", "").replace(".", "").replace("-", "").replace("_", "").isalnum()
    written = place.span.text == place.data and not place.via
    repair = Fix(f"write `{near}`", (Edit(place.span, near),)) if near and plain and written else None
    return Diagnostic(RULE.code, RULE.severity, problem, place.span, help=help, fix=repair)
