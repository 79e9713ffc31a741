"""DepthwiseConv2D: a convolution over images with filters of their own for every feature."""

from __future__ import annotations

from ._depthwise import Depthwise, depthwise


class DepthwiseConv2D(Depthwise):
    """Keras' DepthwiseConv2D: (N, H, W, F) to (N, H', W', F·depth_multiplier)."""

    name = "DepthwiseConv2D"
    doc = "Slides filters over the rows and columns of an image, each over one feature."
    axes = 2
    parameters = depthwise(2)


KIND = DepthwiseConv2D()
