"""Conv3D: a convolution over volumes, or over images and time."""

from __future__ import annotations

from ._convolution import NO_CONVERSION, Convolution, convolution


class Conv3D(Convolution):
    """Keras' Conv3D: (N, D, H, W, F) to (N, D', H', W', filters); weights kernel (kD, kH, kW, F/groups, filters) and bias."""

    name = "Conv3D"
    also = ("Convolution3D",)
    doc = "Slides filters over planes, rows and columns of a volume, or over the images of a film."
    axes = 3
    no_dtype = NO_CONVERSION
    parameters = convolution(3)


KIND = Conv3D()
