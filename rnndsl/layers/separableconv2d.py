"""SeparableConv2D: a convolution over images in two steps, first along every feature, then across them."""

from __future__ import annotations

from ._depthwise import Separable, separable


class SeparableConv2D(Separable):
    """Keras' SeparableConv2D: (N, H, W, F) to (N, H', W', filters)."""

    name = "SeparableConv2D"
    also = ("SeparableConvolution2D",)
    doc = "Slides filters over the rows and columns of an image, each over one feature, then mixes the features."
    axes = 2
    parameters = separable(2)


KIND = SeparableConv2D()
