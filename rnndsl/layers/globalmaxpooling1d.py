"""GlobalMaxPooling1D: the largest value of every feature over time."""

from __future__ import annotations

from ._pooling import GlobalMaxPooling, global_pooling


class GlobalMaxPooling1D(GlobalMaxPooling):
    """Keras' GlobalMaxPooling1D: (N, T, F) to (N, F)."""

    name = "GlobalMaxPooling1D"
    also = ("GlobalMaxPool1D",)
    doc = "Takes the largest value of every feature over all time steps, padding included: a mask is lost."
    parameters = global_pooling(1)


KIND = GlobalMaxPooling1D()
