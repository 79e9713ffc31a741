"""SpatialDropout1D: drops whole features of a sequence."""

from __future__ import annotations

from ._dropping import RATE
from ._entries import SEED
from ._spatial import SpatialDropout


class SpatialDropout1D(SpatialDropout):
    """Keras' SpatialDropout1D: (N, T, F) to (N, T, F)."""

    name = "SpatialDropout1D"
    doc = "Drops whole features, the same ones at every time step, while training."
    axes = 1
    parameters = (RATE, SEED)


KIND = SpatialDropout1D()
