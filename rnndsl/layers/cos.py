"""cos: the cosine of every value."""

from __future__ import annotations

from ._valuewise import Transcendental


class Cos(Transcendental):
    """Keras' ops.cos."""

    name = "cos"
    doc = "Takes the cosine of every value."


KIND = Cos()
