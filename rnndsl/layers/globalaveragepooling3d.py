"""GlobalAveragePooling3D: the mean of every feature of a volume."""

from __future__ import annotations

from ._pooling import GlobalPooling, global_pooling


class GlobalAveragePooling3D(GlobalPooling):
    """Keras' GlobalAveragePooling3D: (N, D, H, W, F) to (N, F)."""

    name = "GlobalAveragePooling3D"
    also = ("GlobalAvgPool3D",)
    doc = "Takes the mean of every feature over all planes, rows and columns."
    axes = 3
    parameters = global_pooling(3)


KIND = GlobalAveragePooling3D()
