"""The data section as plain facts, read once for the linter's probe and for the loader that feeds training.

A Plan never touches a file. What the checked document lacks or got wrong is None (or UNKNOWN, where a dimension is
wanted), so a plan exists for every section that parses.
"""

from __future__ import annotations

import os

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import UNKNOWN, Dim
from rnndsl.ir.facts import Use
from rnndsl.ir.spec import Value

from .parts import Split, Window, part_sizes, windows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

SEPARATORS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


class SourcePlan(Record):
    """Where samples lie: `kind` is "table" or "folder", `value` the place that names the path.

    `path` is ready to open, `written` as the user wrote it. `names` are given where the table has no header line.
    `quoted`: whether quotes can hold separators and line ends (never in a TSV).
    """

    kind: str
    path: str
    written: str
    value: Value
    separator: str = ","
    names: tuple[str, ...] = ()
    quoted: bool = True
    label: bool = False


class ColumnPlan(Record):
    """What happens to one column: transforms in order as `(name, *numbers)`, and the policy for missing values."""

    transforms: tuple[tuple[Any, ...], ...] = ()
    missing: str = "error"


class FieldPlan(Record):
    """One input or target: `kind` is "columns", "text" or "category"; `columns` are the names it reads."""

    name: str
    kind: str
    columns: tuple[Value, ...]
    value: Value
    start: str | None = None
    end: str | None = None
    shift: int = 0
    encode: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns as text."""
        return tuple(str(column.data) for column in self.columns)


class Plan(Record):
    """A data section. `window` is None for samples that are single rows."""

    source: SourcePlan | None
    time: Value | None
    columns: dict[str, ColumnPlan]
    column_keys: tuple[Value, ...]
    split: Split
    window: Window | None
    inputs: tuple[FieldPlan, ...]
    targets: tuple[FieldPlan, ...]

    @property
    def chronological(self) -> bool:
        """True where the rows have an order that the split must respect."""
        return self.time is not None or self.window is not None

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns read as numbers, each once, in the order of their first use."""
        fields = [f for f in (*self.inputs, *self.targets) if f.kind == "columns"]
        return tuple(dict.fromkeys(name for field in fields for name in field.names))

    @property
    def lead(self) -> int:
        """Rows at the start that differences use up."""
        return max((self.lag(name) for name in self.numbers), default=0)

    def lag(self, column: str) -> int:
        """Rows at the start that the differences of one column use up."""
        settings = self.columns.get(column, ColumnPlan())
        return sum(step[1] for step in settings.transforms if step[0] == "difference")

    def part_sizes(self, rows: int) -> dict[str, int]:
        """Rows (time steps where there is an order) in each part."""
        return part_sizes(rows, self.split)

    def samples(self, rows: int) -> dict[str, int]:
        """Samples in each part: windows where there are windows, else rows; empty where the window is not known."""
        sizes = part_sizes(rows, self.split)
        if self.window is None:
            return sizes
        if not self.window.known:
            return {}
        return {part: len(starts) for part, starts in windows(sizes, self.window, self.lead).items()}

    def uses(self) -> tuple[Use, ...]:
        """Every mention of a column, with what it must hold."""
        found = [Use(str(self.time.data), "time", self.time)] if self.time is not None else []
        for field in (*self.inputs, *self.targets):
            role = "number" if field.kind == "columns" else field.kind
            found += [Use(str(column.data), role, column) for column in field.columns if isinstance(column.data, str)]
        return (*found, *(Use(str(key.data), "setting", key) for key in self.column_keys))


def plan(data: Value) -> Plan:
    """Read a checked data section."""
    window = present(data.get("window"))
    source = present(data.get("source"))
    settings = present(data.get("columns"))
    time = present(data.get("time"))
    return Plan(
        source=_source(source) if source is not None else None,
        time=time if time is not None and isinstance(time.data, str) else None,
        columns={name: _column(value) for name, value in settings.items()} if settings is not None else {},
        column_keys=tuple(_key(name, value) for name, value in settings.items()) if settings is not None else (),
        split=_split(data),
        window=_window(window) if window is not None and isinstance(window.data, dict) else None,
        inputs=tuple(_fields(data.get("inputs"))),
        targets=tuple(_fields(data.get("targets"))),
    )


def present(value: Value | None) -> Value | None:
    """The value, unless it is absent, null, or hidden by an earlier mistake."""
    return None if value is None or value.data is None or value.data is UNKNOWN else value


def _key(name: str, value: Value) -> Value:
    return Value(name, value.key or value.span)


def _source(value: Value) -> SourcePlan | None:
    if isinstance(value.data, str):
        extension = os.path.splitext(value.data)[1].lower()
        separator = SEPARATORS.get(extension, ",")
        return SourcePlan("table", resolve_path(value), value.data, value, separator, quoted=separator != "\t")
    for kind in ("csv", "tsv", "folder"):
        path = present(value.get(kind))
        if path is not None and isinstance(path.data, str):
            return _declared(value, kind, path)
    return None


def _declared(value: Value, kind: str, path: Value) -> SourcePlan:
    if kind == "folder":
        label = present(value.get("label"))
        return SourcePlan("folder", resolve_path(path), path.data, path, label=label is not None)
    names = present(value.get("columns"))
    given = present(value.get("separator"))
    separator = str(given.data) if given is not None else {"csv": ",", "tsv": "\t"}[kind]
    columns = tuple(str(v.data) for v in names.list) if names is not None else ()
    return SourcePlan("table", resolve_path(path), path.data, path, separator, columns, quoted=kind == "csv")


def resolve_path(value: Value) -> str:
    """A path of the document, relative to the file that really holds it, as `open` wants it."""
    origin = value.via[-1] if value.via else value.span
    return os.path.normpath(os.path.join(origin.source.folder, os.path.expanduser(value.data)))


def _column(value: Value) -> ColumnPlan:
    transform = present(value.get("transform"))
    missing = present(value.get("missing"))
    steps = (_step(v.plain()) for v in transform.list) if transform is not None else ()
    return ColumnPlan(
        tuple(step for step in steps if step),
        missing.data if missing is not None and isinstance(missing.data, str) else "error",
    )


def _step(plain: Any) -> tuple[Any, ...]:
    if isinstance(plain, str):
        return ("difference", 1) if plain == "difference" else (plain,)
    if not isinstance(plain, dict) or len(plain) != 1:
        return ()
    name, value = next(iter(plain.items()))
    numbers = tuple(value) if isinstance(value, list) else (value,)
    return (name, *numbers) if all(isinstance(n, (int, float)) for n in numbers) else ()


def _split(data: Value) -> Split:
    default = Split()

    def setting(key: str, kinds: tuple[type, ...], fallback: Any) -> Any:
        value = present(data.get("split", key))
        return value.data if value is not None and isinstance(value.data, kinds) else fallback

    ordered = present(data.get("time")) is not None or present(data.get("window")) is not None
    return Split(
        validation=setting("validation", (str, int), default.validation),
        test=setting("test", (str, int), default.test),
        stratify=setting("stratify", (str,), None),
        shuffle=setting("shuffle", (bool,), not ordered),
        seed=setting("seed", (int,), 0),
    )


def _window(value: Value) -> Window:
    def number(key: str, default: Dim) -> Dim:
        found = value.get(key)
        if found is None or found.data is None:
            return default
        return found.data if isinstance(found.data, int) else UNKNOWN

    return Window(number("length", UNKNOWN), number("horizon", 1), number("stride", 1))


def _fields(value: Value | None) -> Iterator[FieldPlan]:
    for name, field in value.items() if value is not None else ():
        if isinstance(field.data, dict):
            yield _described(name, field)
        elif present(field) is not None:
            yield FieldPlan(name, "columns", field.list, field)
        else:
            yield FieldPlan(name, "unknown", (), field)


def _described(name: str, field: Value) -> FieldPlan:
    def text(key: str) -> str | None:
        value = present(field.get(key))
        return value.data if value is not None and isinstance(value.data, str) else None

    shift = present(field.get("shift"))
    kind = next((k for k in ("text", "category", "columns") if present(field.get(k)) is not None), "unknown")
    columns = field.data[kind].list if kind != "unknown" else ()
    return FieldPlan(name, kind, columns, field, text("start"), text("end"), 1 if shift is not None else 0, text("encode"))
