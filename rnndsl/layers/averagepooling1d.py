"""AveragePooling1D: the mean of every window of time steps."""

from __future__ import annotations

from rnndsl.ir.fields import REQUIRED

from ._pooling import AveragePooling, pooling


class AveragePooling1D(AveragePooling):
    """Keras' AveragePooling1D: (N, T, F) to (N, T', F)."""

    name = "AveragePooling1D"
    also = ("AvgPool1D",)
    doc = "Takes the mean of every window of time steps; a mask is lost."
    parameters = pooling(1, REQUIRED)


KIND = AveragePooling1D()
