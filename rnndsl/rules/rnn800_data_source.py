"""RNN800: the data are not where the file says, or are not what it says."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
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
    triggers=("stage",),
    check=reported_elsewhere,
    data={"sales.csv": "Month,Sales\n" + "".join(f"2020-{m:02},{m * m + 3}\n" for m in range(1, 13)) * 4},
)


def finding(place: Value, problem: str, help: str = "", notes: tuple[str, ...] = ()) -> Diagnostic:
    """A finding at the value that names the source; `problem` says what was found, `help` what to do."""
    return Diagnostic(RULE.code, RULE.severity, problem, place.span, notes=notes, help=help)
