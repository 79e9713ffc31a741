"""sin: the sine of every value."""

from __future__ import annotations

from ._valuewise import Transcendental


class Sin(Transcendental):
    """Keras' ops.sin."""

    name = "sin"
    doc = "Takes the sine of every value."


KIND = Sin()
