"""GlobalMaxPooling3D: the largest value of every feature of a volume."""

from __future__ import annotations

from ._pooling import GlobalMaxPooling, global_pooling


class GlobalMaxPooling3D(GlobalMaxPooling):
    """Keras' GlobalMaxPooling3D: (N, D, H, W, F) to (N, F)."""

    name = "GlobalMaxPooling3D"
    also = ("GlobalMaxPool3D",)
    doc = "Takes the largest value of every feature over all planes, rows and columns."
    axes = 3
    parameters = global_pooling(3)


KIND = GlobalMaxPooling3D()
