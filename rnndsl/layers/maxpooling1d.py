"""MaxPooling1D: the largest value of every window of time steps."""

from __future__ import annotations

from ._pooling import MaxPooling, pooling


class MaxPooling1D(MaxPooling):
    """Keras' MaxPooling1D: (N, T, F) to (N, T', F)."""

    name = "MaxPooling1D"
    also = ("MaxPool1D",)
    doc = "Takes the largest value of every window of time steps; a mask is lost."
    parameters = pooling(1, 2)


KIND = MaxPooling1D()
