"""exp: the exponential of every value."""

from __future__ import annotations

from ._valuewise import Transcendental


class Exp(Transcendental):
    """Keras' ops.exp."""

    name = "exp"
    doc = "Takes the exponential of every value."


KIND = Exp()
