"""max: the largest value over axes."""

from __future__ import annotations

from ._extreme import Extreme


class Max(Extreme):
    """Keras' ops.max."""

    name = "max"
    doc = "Takes the largest value over axes; a mask is not read."


KIND = Max()
