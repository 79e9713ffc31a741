"""MaxPooling2D: the largest value of every window of an image."""

from __future__ import annotations

from ._pooling import MaxPooling, pooling


class MaxPooling2D(MaxPooling):
    """Keras' MaxPooling2D: (N, H, W, F) to (N, H', W', F)."""

    name = "MaxPooling2D"
    also = ("MaxPool2D",)
    doc = "Takes the largest value of every window of rows and columns."
    axes = 2
    parameters = pooling(2, (2, 2))


KIND = MaxPooling2D()
