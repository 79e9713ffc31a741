"""negative: the negative of every value."""

from __future__ import annotations

from ._valuewise import Signed


class Negative(Signed):
    """Keras' ops.negative."""

    name = "negative"
    doc = "Takes the negative of every value."


KIND = Negative()
