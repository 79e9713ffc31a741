"""GlobalAveragePooling1D: the mean of every feature over time."""

from __future__ import annotations

from ._pooling import WHOLE, GlobalPooling


class GlobalAveragePooling1D(GlobalPooling):
    """Keras' GlobalAveragePooling1D: it reads the mask, and gives none."""

    name = "GlobalAveragePooling1D"
    doc = "Takes the mean of every feature over the time steps that the mask leaves."
    masks = "own"
    parameters = WHOLE


KIND = GlobalAveragePooling1D()
