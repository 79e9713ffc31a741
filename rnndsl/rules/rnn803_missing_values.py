"""RNN803: values are missing, and nothing says what becomes of them."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.facts import Column, Use

from ._sales import forecast, months
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN803"
READ = ("number", "text", "category", "time")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per column, at its first mention as an input or target."""
    first: dict[str, Use] = {}
    for use in view.facts.details.get("uses", ()):
        if use.role in READ:
            first.setdefault(use.column, use)
    for name, use in first.items():
        column = view.facts.details.get("columns", {}).get(name)
        if column is None or not column.missing or column.kind == "empty":
            continue
        policy = view.spec.get("data", "columns", name, "missing")
        if policy is None or policy.data == "error":
            yield _finding(use, column)


def _finding(use: Use, column: Column) -> Diagnostic:
    number = use.role == "number"
    message = (
        f"the column `{column.name}` lacks {column.missing:,} of {'its' if column.complete else 'its first'} "
        f"{column.seen:,} values, the first in row {column.gap}, and nothing says what becomes of them"
    )
    example = "forward" if number else "drop"
    help = f"say it under `columns:`, for example `{column.name}: {{missing: {example}}}`"
    help += "; interpolate, zero and drop are the others" if number else ""
    return Diagnostic(CODE, "error", message, use.value.span, "missing values", help=help)


RULE = Rule(
    code=CODE,
    name="missing-values",
    severity="error",
    summary="values are missing, and nothing says what becomes of them",
    why="A missing value is NaN for a network: one of them turns the loss, and then every weight, into NaN. Training refuses "
    "them unless the file says what they mean.",
    bad=forecast(column="«Sales»"),
    good=forecast(data="columns: {Sales: {missing: forward}}"),
    keras="",
    triggers=("data",),
    check=check,
    data=months(i * i % 37 or "NA" for i in range(48)),
)
