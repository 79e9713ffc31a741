"""Reads what a data section names: tables through polars, folders of text line by line. Cells stay text until a column is
wanted as numbers, so that a value which is none can be named with its row."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from rnndsl.diagnostics.record import Record, replace
from rnndsl.probe.folder import files as text_files
from rnndsl.probe.opening import UnreadableError, check_path
from rnndsl.probe.plan import SourcePlan
from rnndsl.probe.table import MISSING

from .failure import DataError

Floats = npt.NDArray[np.float64]


class Table(Record):
    """Rows of text by column, in the order of the file. `written` is what messages call it."""

    written: str
    frame: pl.DataFrame
    files: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.frame.height)

    def texts(self, column: str) -> npt.NDArray[np.object_]:
        """A column as text (T,), stripped; raises DataError where it is missing or empty."""
        series = self._column(column)
        empty = series.is_null().arg_true()
        if len(empty):
            raise DataError(
                f"`{column}` is empty in row {empty[0] + 1} of `{self.written}`: fill it, or leave such rows out with "
                f"`columns: {{{column}: {{missing: drop}}}}`"
            )
        texts: npt.NDArray[np.object_] = series.to_numpy().astype(object)
        return texts

    def numbers(self, column: str) -> Floats:
        """A column as numbers (T,), NaN where missing; raises DataError that names a value which is no number."""
        text = self._column(column)
        text = text.set(text.is_in(list(MISSING)), None)
        found = text.cast(pl.Float64, strict=False)
        wrong = (found.is_null() & text.is_not_null()).arg_true()
        if len(wrong):
            row = wrong[0]
            raise DataError(
                f"`{column}` holds `{text[row]}` in row {row + 1} of `{self.written}`, which is not a number: "
                f"missing values are written as nothing, NA or NaN"
            )
        values: Floats = found.to_numpy().astype(np.float64)
        if np.isinf(values).any():
            raise DataError(f"`{column}` is infinite in row {int(np.argmax(np.isinf(values))) + 1} of `{self.written}`")
        return values

    def without_missing(self, columns: list[str], numbers: Sequence[str]) -> Table:
        """The table without the rows in which one of these columns is missing; in `numbers`, NA and its kin are missing."""
        keep = pl.lit(True)
        for column in columns:
            self._column(column)
            keep = keep & pl.col(column).is_not_null()
            if column in numbers:
                keep = keep & ~pl.col(column).is_in(list(MISSING))
        return replace(self, frame=self.frame.filter(keep)) if columns else self

    def take(self, rows: npt.NDArray[np.intp]) -> Table:
        """The table with its rows in another order."""
        return replace(self, frame=self.frame[rows.tolist()])

    def _column(self, column: str) -> pl.Series:
        if column not in self.frame.columns:
            raise DataError(f"`{self.written}` has no column `{column}`; it has {', '.join(self.frame.columns)}")
        return self.frame[column]


def read(source: SourcePlan) -> Table:
    """The table or folder of a plan; raises DataError where it can't be read."""
    try:
        if source.kind == "folder":
            return read_folder(source)
        return read_table(source.path, source.written, source.separator, source.names, source.quoted)
    except UnreadableError as problem:
        raise DataError(f"{problem.problem}; {problem.help}") from None


def read_table(path: str, written: str, separator: str, names: tuple[str, ...], quoted: bool) -> Table:
    """A table of text (`-`: standard input), with a header line unless `names` are given.

    Raises DataError, or UnreadableError where there is no file.
    """
    if path == "-":
        return parse_table(sys.stdin.buffer.read(), written, separator, names, quoted)
    if not check_path(path, written).st_size:
        raise DataError(f"`{written}` is empty")
    return parse_table(path, written, separator, names, quoted)


def parse_table(data: str | bytes, written: str, separator: str, names: tuple[str, ...], quoted: bool) -> Table:
    """A table from a path or from bytes, as `read_table` has it; raises DataError for what is none."""
    try:
        frame = pl.read_csv(
            data,
            separator=separator,
            has_header=not names,
            quote_char='"' if quoted else None,
            infer_schema=False,
            truncate_ragged_lines=bool(names),
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DataError(f"`{written}` can't be read as a table: {str(error).splitlines()[0]}") from None
    if names and frame.width < len(names):
        raise DataError(f"`{written}` has {frame.width} columns, but `columns` names {len(names)}")
    frame = frame[:, : len(names)] if names else frame
    return Table(written, _clean(frame, names), (data,) if isinstance(data, str) else ())


def _clean(frame: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Names without spaces around them, cells stripped, empty cells null, and no wholly empty rows."""
    frame.columns = list(names) or [name.strip() for name in frame.columns]
    stripped = frame.with_columns(pl.all().str.strip_chars()).with_columns(
        pl.when(pl.all() == "").then(None).otherwise(pl.all()).name.keep()
    )
    return stripped.filter(~pl.all_horizontal(pl.all().is_null()))


def read_folder(source: SourcePlan) -> Table:
    """Lines of every text file as `line`, and the file's stem as `label`; blank lines are left out."""
    lines: list[str] = []
    labels: list[str] = []
    found = text_files(source)
    for path, label in found:
        read_lines = text_lines(path)
        lines += read_lines
        labels += [label] * len(read_lines)
    return Table(source.written, pl.DataFrame({"line": lines, "label": labels}), tuple(path for path, _ in found))


def text_lines(path: str) -> list[str]:
    """The lines of a text file that hold something, stripped (`-`: standard input); raises DataError for what is no text."""
    try:
        if path == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        else:
            with open(path, encoding="utf-8-sig") as file:
                text = file.read()
    except UnicodeDecodeError as error:
        raise DataError(
            f"`{path if path != '-' else 'standard input'}` is not UTF-8 text: byte 0x{error.object[error.start]:02X}"
        ) from None
    except OSError as error:
        raise DataError(f"`{path}` can't be read: {os.strerror(error.errno or 0)}") from None
    return [line.strip() for line in text.split("\n") if line.strip()]
