"""GlobalAveragePooling2D: the mean of every feature of an image."""

from __future__ import annotations

from ._pooling import GlobalPooling, global_pooling


class GlobalAveragePooling2D(GlobalPooling):
    """Keras' GlobalAveragePooling2D: (N, H, W, F) to (N, F)."""

    name = "GlobalAveragePooling2D"
    also = ("GlobalAvgPool2D",)
    doc = "Takes the mean of every feature over all rows and columns."
    axes = 2
    parameters = global_pooling(2)


KIND = GlobalAveragePooling2D()
