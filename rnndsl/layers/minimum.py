"""Minimum: the smallest of several tensors, value by value."""

from __future__ import annotations

from ._merging import Masked


class Minimum(Masked):
    """Keras' Minimum."""

    name = "Minimum"
    doc = "Takes the smallest of its inputs value by value; axes of length 1 broadcast."


KIND = Minimum()
