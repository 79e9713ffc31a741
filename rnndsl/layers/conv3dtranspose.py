"""Conv3DTranspose: a transposed convolution over volumes."""

from __future__ import annotations

from ._transposed import Transposed, transposed


class Conv3DTranspose(Transposed):
    """Keras' Conv3DTranspose: (N, D, H, W, F) to (N, D', H', W', filters)."""

    name = "Conv3DTranspose"
    also = ("Convolution3DTranspose",)
    doc = "Spreads every point over planes, rows and columns: a convolution backwards, for decoders of volumes."
    axes = 3
    parameters = transposed(3)


KIND = Conv3DTranspose()
