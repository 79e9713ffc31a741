"""MaxPooling3D: the largest value of every window of a volume."""

from __future__ import annotations

from ._pooling import MaxPooling, pooling


class MaxPooling3D(MaxPooling):
    """Keras' MaxPooling3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "MaxPooling3D"
    also = ("MaxPool3D",)
    doc = "Takes the largest value of every window of planes, rows and columns."
    axes = 3
    parameters = pooling(3, (2, 2, 2))


KIND = MaxPooling3D()
