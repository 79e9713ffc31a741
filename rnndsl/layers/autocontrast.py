"""AutoContrast: stretches the values of every channel over the whole range."""

from __future__ import annotations

from ._images import VALUE_RANGE, Picture


class AutoContrast(Picture):
    """Keras' AutoContrast."""

    name = "AutoContrast"
    doc = "Stretches the values of every channel over the whole range."
    parameters = (VALUE_RANGE,)


KIND = AutoContrast()
