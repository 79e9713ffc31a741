"""log: the natural logarithm of every value."""

from __future__ import annotations

from ._valuewise import Transcendental


class Log(Transcendental):
    """Keras' ops.log."""

    name = "log"
    doc = "Takes the natural logarithm of every value."


KIND = Log()
