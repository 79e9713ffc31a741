"""Maximum: the largest of several tensors, value by value."""

from __future__ import annotations

from ._merging import Masked


class Maximum(Masked):
    """Keras' Maximum."""

    name = "Maximum"
    doc = "Takes the largest of its inputs value by value; axes of length 1 broadcast."


KIND = Maximum()
