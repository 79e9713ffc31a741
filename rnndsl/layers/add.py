"""Add: the sum of several tensors."""

from __future__ import annotations

from ._merging import Elementwise


class Add(Elementwise):
    """Keras' Add."""

    name = "Add"
    doc = "Computes the sum of its inputs value by value; axes of length 1 broadcast."
    joins_strings = True


KIND = Add()
