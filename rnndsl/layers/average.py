"""Average: the mean of several tensors."""

from __future__ import annotations

from ._merging import Elementwise


class Average(Elementwise):
    """Keras' Average."""

    name = "Average"
    doc = "Computes the mean of its inputs value by value; axes of length 1 broadcast."


KIND = Average()
