"""Where the tensors of a batch come from: each feed gathers them from one array, for any row numbers, in one operation.

`take` is the reference in NumPy, `tensor` the same thing inside a `tf.data` pipeline; windows exist only while a batch of
them does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record

Rows = npt.NDArray[np.intp]


class RowFeed(Record):
    """One entry per sample: `values` is (rows, …). With `lengths` (rows,), a batch is cut at its longest entry."""

    values: npt.NDArray[Any]
    lengths: npt.NDArray[np.int64] | None = None

    def take(self, rows: Rows) -> npt.NDArray[Any]:
        """The entries of these rows."""
        found = self.values[rows]
        return found if self.lengths is None else found[:, : self.lengths[rows].max(initial=1)]

    def tensor(self) -> Callable[[Any], Any]:
        """The same as a function of a tensor of row numbers."""
        import tensorflow as tf

        values = tf.constant(self.values.tolist() if self.values.dtype == object else self.values)
        if self.lengths is None:
            return lambda rows: tf.gather(values, rows)
        lengths = tf.constant(self.lengths)
        return lambda rows: tf.gather(values, rows)[:, : tf.reduce_max(tf.gather(lengths, rows))]


class WindowFeed(Record):
    """`size` rows of `values` (T, columns), beginning `offset` rows after the row asked for: (N, size, columns).

    `flat` drops the last axis, which must then be one column: (N, size); `single` drops the window's axis, which must
    then be one step.
    """

    values: npt.NDArray[Any]
    offset: int
    size: int
    flat: bool = False
    single: bool = False

    def take(self, rows: Rows) -> npt.NDArray[Any]:
        """The windows that begin at these rows (plus the offset)."""
        found = self.values[rows[:, None] + self.offset + np.arange(self.size)]
        found = found[..., 0] if self.flat else found
        result: npt.NDArray[Any] = found[:, 0] if self.single else found
        return result

    def tensor(self) -> Callable[[Any], Any]:
        """The same as a function of a tensor of row numbers."""
        import tensorflow as tf

        values = tf.constant(self.values[:, 0] if self.flat else self.values)
        steps = tf.range(self.offset, self.offset + self.size, dtype=tf.int64)
        if self.single:
            return lambda rows: tf.gather(values, rows + self.offset)
        return lambda rows: tf.gather(values, rows[:, None] + steps)


Feed = RowFeed | WindowFeed
