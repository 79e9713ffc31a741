"""SeparableConv1D: a convolution over time in two steps, first along every feature, then across them."""

from __future__ import annotations

from ._depthwise import Separable, separable


class SeparableConv1D(Separable):
    """Keras' SeparableConv1D: (N, T, F) to (N, T', filters)."""

    name = "SeparableConv1D"
    also = ("SeparableConvolution1D",)
    doc = "Slides filters over the time axis, each over one feature, then mixes the features; a mask is lost."
    parameters = separable(1)


KIND = SeparableConv1D()
