"""What the user hands to a trained model: the same kind of file as for training, or just the texts, one per line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record
from rnndsl.probe.opening import UnreadableError

from .failure import DataError
from .series import Series, apply
from .table import Table, parse_table, read_table, text_lines
from .text import framed

if TYPE_CHECKING:
    from .codec import Codec

Rows = npt.NDArray[np.intp]


class Given(Record):
    """Inputs of a model, (N, …) by name, and what it takes to read its predictions.

    `at` (N,) is the row that each first prediction stands for, `stamps` the time of each predicted step, `echo` the user's
    own texts or values, one mapping per sample (empty for windows).
    """

    inputs: dict[str, npt.NDArray[Any]]
    series: Series
    at: Rows
    stamps: tuple[str, ...] = ()
    echo: tuple[dict[str, Any], ...] = ()

    @property
    def samples(self) -> int:
        """Number of samples."""
        return len(self.at)


def read(codec: Codec, path: str) -> Given:
    """Inputs from a file (`-`: standard input): the last window of a table, each row of a table, or each line of text.

    Inputs with `shift` are left out: the decoder makes them. Raises DataError for what does not fit.
    """
    if path != "-" and not os.path.exists(path):
        raise DataError(f"`{path}` not found")
    if os.path.isdir(path):
        raise DataError(f"`{path}` is a folder, expected a file")
    try:
        kinds = {field.kind for field in codec.inputs}
        if kinds == {"text"}:
            return _texts(codec, path)
        table = read_table(path, _called(path), codec.form.separator, codec.form.names, codec.form.quoted)
        return _rows(codec, table) if codec.window is None else _window(codec, table, *codec.window[:2])
    except UnreadableError as problem:
        raise DataError(f"{problem.problem}; {problem.help}") from None


def _called(path: str) -> str:
    return "standard input" if path == "-" else path


def _needed(codec: Codec) -> list[str]:
    """Columns that predicting takes: all inputs, and targets whose past their differences need."""
    inputs = [c for f in codec.inputs if f.kind == "columns" for c in f.columns]
    past = [c for f in codec.targets if f.kind == "columns" for c in f.columns if any(s.lag for s in codec.steps[c])]
    return list(dict.fromkeys((*inputs, *past)))


def _transformed(codec: Codec, table: Table) -> tuple[Table, Series]:
    needed = _needed(codec)
    table = table.without_missing([c for c in needed if codec.policies.get(c) == "drop"], needed)
    return table, apply(table, codec.steps, codec.policies, needed)


def _window(codec: Codec, table: Table, length: int, horizon: int) -> Given:
    table, series = _transformed(codec, table)
    rows = table.rows
    if rows - series.lead < length:
        lead = f", after {series.lead} that differences or missing values use up" if series.lead else ""
        raise DataError(f"`{table.written}` has {rows} rows; a forecast reads {length}{lead}")
    inputs = {f.name: series.model(f.columns)[None, rows - length :] for f in codec.inputs if f.kind == "columns"}
    return Given(inputs, series, np.array([rows]), _stamps(codec, table, horizon))


def _stamps(codec: Codec, table: Table, horizon: int) -> tuple[str, ...]:
    if codec.clock is None or codec.time is None or codec.time not in table.frame.columns:
        return tuple(f"+{ahead}" for ahead in range(1, horizon + 1))
    last = str(table.texts(codec.time)[-1])
    try:
        return tuple(codec.clock.after(last, horizon))
    except ValueError:
        raise DataError(
            f"`{codec.time}` ends with `{last}`, which is not written as in training: {codec.clock.format}"
        ) from None


def _rows(codec: Codec, table: Table) -> Given:
    table, series = _transformed(codec, table)
    rows: Rows = np.arange(series.lead, table.rows)
    texts = [f for f in codec.inputs if f.kind == "text" and not f.shift]
    fields = [f for f in codec.inputs if f.kind == "columns"]
    inputs: dict[str, npt.NDArray[Any]] = {
        f.name: framed(table.texts(f.columns[0])[rows], f.start, f.end, f.between) for f in texts
    }
    inputs |= {f.name: series.model(f.columns)[rows] for f in fields}
    echo: dict[str, npt.NDArray[Any]] = {}
    for field in codec.inputs:
        for c in field.columns if field in texts or field in fields else ():
            echo[c] = table.texts(c)[rows] if field.kind == "text" else series.raw([c])[rows, 0]
    named = tuple(
        {c: v if isinstance(v, str) else float(v) for c, v in zip(echo, row, strict=True)}
        for row in zip(*echo.values(), strict=True)
    )
    return Given(inputs, series, rows, (), named)


def _texts(codec: Codec, path: str) -> Given:
    fields = [field for field in codec.inputs if field.kind == "text" and not field.shift]
    columns = list(dict.fromkeys(c for field in fields for c in field.columns))
    found = _columns(codec, path, columns)
    count = len(found[columns[0]]) if columns else 0
    inputs = {f.name: framed(found[f.columns[0]], f.start, f.end, f.between) for f in fields}
    named = {c: f.name if codec.form.kind == "folder" else c for f in fields for c in f.columns}
    echo = tuple({named[column]: found[column][row] for column in columns} for row in range(count))
    return Given(inputs, Series(codec.steps, {}), np.arange(count), (), echo)


def _columns(codec: Codec, path: str, columns: list[str]) -> dict[str, npt.NDArray[Any]]:
    """The texts of each column: from a table of the trained form, or, where one column is wanted, from plain lines."""
    lines = text_lines(path)
    if not lines:
        raise DataError(f"`{_called(path)}` holds no text: give one text per line")
    form = codec.form
    if form.kind == "folder":
        return {columns[0]: np.array(lines, dtype=object)}
    at = [form.names.index(c) for c in columns] if form.names else []
    if at and all(line.count(form.separator) >= max(at) for line in lines):
        cells = [line.split(form.separator) for line in lines]
        return {c: np.array([row[i].strip() for row in cells], dtype=object) for c, i in zip(columns, at, strict=True)}
    if not form.names and set(columns) <= {cell.strip(' "') for cell in lines[0].split(form.separator)}:
        table = parse_table("\n".join(lines).encode(), _called(path), form.separator, (), form.quoted)
        return {column: table.texts(column) for column in columns}
    if len(columns) > 1:
        raise DataError(f"`{_called(path)}` must have the columns {', '.join(columns)}, as in training")
    return {columns[0]: np.array(lines, dtype=object)}
