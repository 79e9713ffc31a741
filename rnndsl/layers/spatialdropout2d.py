"""SpatialDropout2D: drops whole features of images."""

from __future__ import annotations

from ._dropping import RATE
from ._entries import SEED
from ._formats import DATA_FORMAT
from ._spatial import SpatialDropout


class SpatialDropout2D(SpatialDropout):
    """Keras' SpatialDropout2D: (N, H, W, F) to (N, H, W, F)."""

    name = "SpatialDropout2D"
    doc = "Drops whole features, the same ones at every place of an image, while training."
    axes = 2
    parameters = (RATE, DATA_FORMAT, SEED)


KIND = SpatialDropout2D()
