"""AveragePooling2D: the mean of every window of an image."""

from __future__ import annotations

from rnndsl.ir.fields import REQUIRED

from ._pooling import AveragePooling, pooling


class AveragePooling2D(AveragePooling):
    """Keras' AveragePooling2D: (N, H, W, F) to (N, H', W', F)."""

    name = "AveragePooling2D"
    also = ("AvgPool2D",)
    doc = "Takes the mean of every window of rows and columns."
    axes = 2
    parameters = pooling(2, REQUIRED)


KIND = AveragePooling2D()
