"""Multiply: the product of several tensors."""

from __future__ import annotations

from ._merging import Masked


class Multiply(Masked):
    """Keras' Multiply."""

    name = "Multiply"
    doc = "Computes the product of its inputs value by value; axes of length 1 broadcast."


KIND = Multiply()
