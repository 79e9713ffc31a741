"""sign: the sign (-1, 0 or 1) of every value."""

from __future__ import annotations

from ._valuewise import Signed


class Sign(Signed):
    """Keras' ops.sign."""

    name = "sign"
    doc = "Takes the sign (-1, 0 or 1) of every value."


KIND = Sign()
