"""What lint may know of the data: headers, row counts, classes, kinds of columns. Standard library only, bounded work.

A file is sampled, never loaded; whatever stays unknown becomes a symbol. Mistakes are reported at the path that names the
source (RNN800); what a rule judges (RNN609, RNN801, RNN808) lies ready in `Facts.details`.
"""

from __future__ import annotations

from rnndsl.diagnostics.report import Report
from rnndsl.ir.facts import Facts
from rnndsl.ir.spec import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .plan import Plan
    from .scan import Scan


def probe(data: Value | None, report: Report) -> Facts:
    """Look at the files that a data section names and say what comes out of it; without the section, nothing is known."""
    if data is None or not isinstance(data.data, dict):
        return Facts()
    from .plan import plan  # a file without data costs nothing here
    from .scan import Scan, scan
    from .tensors import answers, inputs, targets

    section = plan(data)
    seen = scan(section, report) if section.source is not None else Scan()
    return Facts(
        inputs=inputs(section),
        targets=targets(section, seen),
        answers=answers(section, seen),
        rows=seen.rows,
        samples=section.samples(seen.rows) if seen.rows is not None else {},
        details=_details(section, seen),
    )


def _details(section: Plan, seen: Scan) -> dict[str, object]:
    """Raw material for the rules: see `ir.facts.Facts.details`."""
    return {
        "header": seen.header,
        "columns": seen.columns,
        "uses": section.uses(),
        "window": section.window,
        "lead": section.lead,
        "parts": section.part_sizes(seen.rows) if seen.rows is not None else {},
        "split": section.split,
        "encode": {field.name: field.encode for field in section.targets if field.encode},
    }
