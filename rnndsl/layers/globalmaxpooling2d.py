"""GlobalMaxPooling2D: the largest value of every feature of an image."""

from __future__ import annotations

from ._pooling import GlobalMaxPooling, global_pooling


class GlobalMaxPooling2D(GlobalMaxPooling):
    """Keras' GlobalMaxPooling2D: (N, H, W, F) to (N, F)."""

    name = "GlobalMaxPooling2D"
    also = ("GlobalMaxPool2D",)
    doc = "Takes the largest value of every feature over all rows and columns."
    axes = 2
    parameters = global_pooling(2)


KIND = GlobalMaxPooling2D()
