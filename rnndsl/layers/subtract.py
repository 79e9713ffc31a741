"""Subtract: the difference of two tensors."""

from __future__ import annotations

from ._merging import Elementwise


class Subtract(Elementwise):
    """Keras' Subtract."""

    name = "Subtract"
    doc = "Computes the first input minus the second, value by value; axes of length 1 broadcast."
    high = 2


KIND = Subtract()
