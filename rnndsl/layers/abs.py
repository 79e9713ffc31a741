"""abs: the absolute value of every value."""

from __future__ import annotations

from ._valuewise import Valuewise


class Abs(Valuewise):
    """Keras' ops.abs."""

    name = "abs"
    doc = "Takes the absolute value of every value."
    own_name = "absolute"


KIND = Abs()
