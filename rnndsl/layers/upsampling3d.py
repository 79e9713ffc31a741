"""UpSampling3D: every step of a volume several times."""

from __future__ import annotations

from ._formats import DATA_FORMAT
from ._resampling import UpSampling, up_sampling


class UpSampling3D(UpSampling):
    """Keras' UpSampling3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "UpSampling3D"
    doc = "Repeats planes, rows and columns."
    axes = 3
    parameters = (up_sampling(3), DATA_FORMAT)


KIND = UpSampling3D()
