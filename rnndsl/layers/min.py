"""min: the smallest value over axes."""

from __future__ import annotations

from ._extreme import Extreme


class Min(Extreme):
    """Keras' ops.min."""

    name = "min"
    doc = "Takes the smallest value over axes; a mask is not read."


KIND = Min()
