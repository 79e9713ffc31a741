"""SpatialDropout3D: drops whole features of volumes."""

from __future__ import annotations

from ._dropping import RATE
from ._entries import SEED
from ._formats import DATA_FORMAT
from ._spatial import SpatialDropout


class SpatialDropout3D(SpatialDropout):
    """Keras' SpatialDropout3D: (N, D, H, W, F) to (N, D, H, W, F)."""

    name = "SpatialDropout3D"
    doc = "Drops whole features, the same ones at every place of a volume, while training."
    axes = 3
    parameters = (RATE, DATA_FORMAT, SEED)


KIND = SpatialDropout3D()
