"""sqrt: the square root of every value."""

from __future__ import annotations

from ._valuewise import Transcendental


class Sqrt(Transcendental):
    """Keras' ops.sqrt."""

    name = "sqrt"
    doc = "Takes the square root of every value."


KIND = Sqrt()
