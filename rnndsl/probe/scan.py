"""A bounded look at the files of a data section: what is there, and the first thing that is wrong with it."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.report import Report
from rnndsl.ir.facts import Column

from .opening import UnreadableError
from .plan import Plan


class Scan(Record):
    """What the files say. `rows` is None where they are too big to count; `classes` names the classes by column."""

    header: tuple[str, ...] | None = None
    columns: dict[str, Column] = {}
    classes: dict[str, tuple[str, ...]] = {}
    rows: int | None = None


def scan(plan: Plan, report: Report) -> Scan:
    """Look at the source of a plan; one RNN800 goes to the report where it can't be read."""
    source = plan.source
    if source is None:
        return Scan()
    try:
        if source.kind == "folder":
            from .folder import look

            files = look(source)
            classes = {"label": tuple(f.label for f in files)} if source.label else {}
            counted = all(f.lines is not None for f in files)
            return Scan(classes=classes, rows=sum(f.lines or 0 for f in files) if counted else None)
        from .table import look as look_at_table

        return look_at_table(source, plan)
    except UnreadableError as problem:
        from rnndsl.rules.rnn800_data_source import finding

        report.add(finding(source.value, problem.problem, problem.help, problem.near))
        return Scan()
