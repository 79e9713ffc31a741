"""A table of comma- or tab-separated text: its header, how many rows it has, what its columns hold."""

from __future__ import annotations

from csv import Error, field_size_limit, reader
from io import StringIO
from itertools import islice

from rnndsl.ir.facts import Column

from .opening import COUNTED, Sample, UnreadableError, count_lines, sample
from .plan import Plan, SourcePlan
from .scan import Scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MISSING = frozenset(("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?", "-"))
EMPTY = frozenset(("",))
CLASSES_COUNTED = 256 << 20
_CLASSES = 100_000
_CHUNK = 4096


def look(source: SourcePlan, plan: Plan) -> Scan:
    """Look at the table of a plan; raises UnreadableError for what is no table."""
    start = sample(source.path, source.written)
    rows = _rows(start, source)
    if not rows:
        raise UnreadableError(f"`{source.written}` holds no lines", "it needs a header line and rows")
    header = source.names or tuple(cell.strip() for cell in rows[0])
    body = rows if source.names else rows[1:]
    first = 1 if source.names else 2
    _check_width(source, header, body, first)
    used = dict.fromkeys(use.column for use in plan.uses())
    _check_header(source, header, used)
    numbers = plan.numbers
    columns = {
        name: _column(name, [row[at] for row in body], MISSING if name in numbers else EMPTY, start.complete)
        for at, name in enumerate(header)
        if name in used
    }
    return Scan(header, columns, _classes(source, plan, header, body, start), _count(source, body, start))


def _rows(start: Sample, source: SourcePlan) -> list[list[str]]:
    try:
        return [row for row in parse(StringIO(start.text, newline=""), source) if any(map(str.strip, row))]
    except (Error, TypeError) as error:
        raise UnreadableError(
            f"`{source.written}` is not a table: {error}", f"expected values separated by {separator_name(source)}"
        ) from None


def parse(lines: Iterable[str], source: SourcePlan) -> Iterator[list[str]]:
    """The rows of a table, cells as text; raises `csv.Error` for a cell of over 128 KiB."""
    field_size_limit(1 << 17)
    return reader(lines, delimiter=source.separator, quoting=0 if source.quoted else 3)


def separator_name(source: SourcePlan, mark: str | None = None) -> str:
    """What people call the separator of a table, or another mark: commas, tabs, `;`."""
    mark = source.separator if mark is None else mark
    return {",": "commas", "\t": "tabs"}.get(mark, f"`{mark}`")


def _check_width(source: SourcePlan, header: tuple[str, ...], body: list[list[str]], first: int) -> None:
    width = len(header)
    for index, row in enumerate(body):
        if len(row) == width or (source.names and len(row) > width):
            continue
        where = "`columns` names" if source.names else "the header has"
        raise UnreadableError(
            f"`{source.written}` is ragged: line {index + first} has {_values(len(row))}, {where} {width}",
            f"give every line the same number of values, separated by {separator_name(source)}",
        )


def _values(number: int) -> str:
    return f"{number} value" + ("s" if number != 1 else "")


def _check_header(source: SourcePlan, header: tuple[str, ...], used: dict[str, None]) -> None:
    likely = next((mark for mark in ";\t|," if mark in header[0]), None)
    if len(header) == 1 and likely and header[0] not in used:
        raise UnreadableError(
            f"`{source.written}` has no {separator_name(source)} in its first line, but {separator_name(source, likely)}",
            f'write `source: {{csv: {source.written}, separator: "{likely}"}}`'.replace("\t", "\\t"),
        )
    for name in used:
        if header.count(name) > 1:
            raise UnreadableError(
                f"`{source.written}` has {header.count(name)} columns called `{name}`", "give each its own name"
            )


def _column(name: str, cells: list[str], absent: frozenset[str], complete: bool) -> Column:
    missing, gap, row, example = 0, 0, 0, ""
    runs, above = 0, None
    low, high = float("inf"), float("-inf")
    values: set[str] = set()
    for index, cell in enumerate(cells):
        text = cell.strip()
        if text != above:
            runs, above = runs + 1, text
        if text in absent:
            missing += 1
            gap = gap or index + 1
            continue
        if len(values) < 2:
            values.add(text)
        if row:
            continue
        try:
            number = float(text)
        except ValueError:
            row, example = index + 1, text
            continue
        low, high = min(low, number), max(high, number)
    kind = "empty" if missing == len(cells) else "text" if row else "number"
    return Column(
        name,
        kind,
        seen=len(cells),
        missing=missing,
        gap=gap,
        constant=values.pop() if len(values) == 1 else None,
        low=low if kind == "number" else None,
        high=high if kind == "number" else None,
        example=example,
        row=row,
        complete=complete,
        runs=runs,
    )


def _count(source: SourcePlan, body: list[list[str]], start: Sample) -> int | None:
    if start.complete:
        return len(body)
    if start.size > COUNTED:
        return None
    head = 0 if source.names else 1
    quoted = source.quoted and len(body) + head < sum(1 for line in start.text.split("\n") if line.strip())
    return count_lines(source.path, quoted) - head


def _classes(
    source: SourcePlan, plan: Plan, header: tuple[str, ...], body: list[list[str]], start: Sample
) -> dict[str, tuple[str, ...]]:
    found = {}
    for field in plan.targets:
        if field.kind != "category" or not field.columns or field.names[0] not in header:
            continue
        name = field.names[0]
        at = header.index(name)
        names = _names(iter(body), at) if start.complete else _streamed(source, at, start)
        if names:
            found[name] = tuple(sorted(names))
    return found


def _names(rows: Iterator[list[str]], at: int) -> set[str]:
    """The distinct cells of a column; none where there are too many to be classes."""
    names: set[str] = set()
    while chunk := list(islice(rows, _CHUNK)):
        names.update([row[at] for row in chunk if at < len(row)])
        if len(names) > _CLASSES:
            return set()
    return {name.strip() for name in names} - {""}


def _streamed(source: SourcePlan, at: int, start: Sample) -> set[str]:
    """The distinct cells of a column of a table too long to hold: every row counts, for any of them can bring a new class."""
    if start.size > CLASSES_COUNTED:
        return set()
    try:
        with open(source.path, encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = parse(file, source)
            if not source.names:
                next(rows)
            return _names(rows, at)
    except (OSError, Error):
        return set()
