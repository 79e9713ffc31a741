"""Cropping2D: an image without its edges."""

from __future__ import annotations

from ._resampling import Cropping, cropping


class Cropping2D(Cropping):
    """Keras' Cropping2D: (N, H, W, F) to (N, H', W', F)."""

    name = "Cropping2D"
    doc = "Cuts the edges off an image."
    axes = 2
    parameters = cropping(2, ((0, 0), (0, 0)))


KIND = Cropping2D()
