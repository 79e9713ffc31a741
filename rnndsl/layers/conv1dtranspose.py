"""Conv1DTranspose: a transposed convolution over time."""

from __future__ import annotations

from ._transposed import Transposed, transposed


class Conv1DTranspose(Transposed):
    """Keras' Conv1DTranspose: (N, T, F) to (N, T', filters)."""

    name = "Conv1DTranspose"
    also = ("Convolution1DTranspose",)
    doc = "Spreads every time step over several: a convolution backwards, for decoders; a mask is lost."
    no_dtype = "but is a {} tensor"
    parameters = transposed(1)


KIND = Conv1DTranspose()
