"""AveragePooling3D: the mean of every window of a volume."""

from __future__ import annotations

from rnndsl.ir.fields import REQUIRED

from ._pooling import AveragePooling, pooling


class AveragePooling3D(AveragePooling):
    """Keras' AveragePooling3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "AveragePooling3D"
    also = ("AvgPool3D",)
    doc = "Takes the mean of every window of planes, rows and columns."
    axes = 3
    parameters = pooling(3, REQUIRED)


KIND = AveragePooling3D()
