"""Cropping3D: a volume without its edges."""

from __future__ import annotations

from ._resampling import Cropping, cropping


class Cropping3D(Cropping):
    """Keras' Cropping3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "Cropping3D"
    doc = "Cuts the edges off a volume."
    axes = 3
    parameters = cropping(3, ((1, 1), (1, 1), (1, 1)))


KIND = Cropping3D()
