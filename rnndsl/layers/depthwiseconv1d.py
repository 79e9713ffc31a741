"""DepthwiseConv1D: a convolution over time with filters of their own for every feature."""

from __future__ import annotations

from ._depthwise import Depthwise, depthwise


class DepthwiseConv1D(Depthwise):
    """Keras' DepthwiseConv1D: (N, T, F) to (N, T', F·depth_multiplier)."""

    name = "DepthwiseConv1D"
    doc = "Slides filters over the time axis, each over one feature; a mask is lost."
    parameters = depthwise(1)


KIND = DepthwiseConv1D()
