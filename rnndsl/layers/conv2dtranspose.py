"""Conv2DTranspose: a transposed convolution over images."""

from __future__ import annotations

from ._transposed import Transposed, transposed


class Conv2DTranspose(Transposed):
    """Keras' Conv2DTranspose: (N, H, W, F) to (N, H', W', filters)."""

    name = "Conv2DTranspose"
    also = ("Convolution2DTranspose",)
    doc = "Spreads every pixel over rows and columns: a convolution backwards, for decoders of images."
    axes = 2
    parameters = transposed(2)


KIND = Conv2DTranspose()
