"""log1p: the natural logarithm of one plus the value of every value."""

from __future__ import annotations

from ._valuewise import Transcendental


class Log1p(Transcendental):
    """Keras' ops.log1p."""

    name = "log1p"
    doc = "Takes the natural logarithm of one plus the value of every value."


KIND = Log1p()
