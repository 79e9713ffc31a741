"""What becomes of missing values: one policy per column, and none of them lets a value of a later part in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .failure import DataError

Floats = npt.NDArray[np.float64]


def fill(series: Floats, policy: str, borders: Sequence[int], column: str) -> Floats:
    """A series (T,) with its NaN handled; `borders` are the first rows of the parts after the first.

    `forward` repeats the last value; `interpolate` draws a line between neighbours of the same part and repeats the last
    value at its end; `zero` puts 0. Rows before the first value stay NaN (no window starts there). `error` raises DataError
    that names the row; `drop` is for whoever holds the whole rows.
    """
    gaps = np.isnan(series)
    if not gaps.any():
        return series
    if policy == "zero":
        return np.where(gaps, 0.0, series)
    if policy == "forward":
        return _forward(series)
    if policy == "interpolate":
        edges = [0, *borders, len(series)]
        pieces = [_line(series[low:high]) for low, high in pairwise(edges)]
        return _forward(np.concatenate(pieces))
    row = int(np.argmax(gaps))
    raise DataError(
        f"`{column}` has {int(gaps.sum())} missing value{'s' if gaps.sum() > 1 else ''}, the first in row {row + 1}: say what "
        f"to do with `columns: {{{column}: {{missing: forward}}}}` (or interpolate, zero, drop)"
    )


def _forward(series: Floats) -> Floats:
    last = np.maximum.accumulate(np.where(np.isnan(series), -1, np.arange(len(series))))
    return np.where(last >= 0, series[np.maximum(last, 0)], np.nan)


def _line(piece: Floats) -> Floats:
    known = np.flatnonzero(~np.isnan(piece))
    if not len(known):
        return piece
    rows: npt.NDArray[np.intp] = np.arange(len(piece))
    inside = (rows >= known[0]) & (rows <= known[-1])
    return np.where(inside, np.interp(rows, known, piece[known]), np.nan)
