"""Conv2D: a convolution over images."""

from __future__ import annotations

from ._convolution import NO_CONVERSION, Convolution, convolution


class Conv2D(Convolution):
    """Keras' Conv2D: (N, H, W, F) to (N, H', W', filters); weights kernel (kH, kW, F/groups, filters) and bias."""

    name = "Conv2D"
    also = ("Convolution2D",)
    doc = "Slides filters over the rows and columns of an image."
    axes = 2
    no_dtype = NO_CONVERSION
    parameters = convolution(2)


KIND = Conv2D()
