"""Cropping1D: a sequence without its edges."""

from __future__ import annotations

from ._resampling import Cropping, cropping


class Cropping1D(Cropping):
    """Keras' Cropping1D: (N, T, F) to (N, T', F)."""

    name = "Cropping1D"
    doc = "Cuts steps off both ends of a sequence; a mask is lost."
    empty = "`cropping` parameter of `Cropping1D` layer must be smaller than the input length"
    parameters = cropping(1, (1, 1))


KIND = Cropping1D()
