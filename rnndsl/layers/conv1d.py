"""Conv1D: a convolution over time."""

from __future__ import annotations

from ._convolution import Convolution, convolution


class Conv1D(Convolution):
    """Keras' Conv1D: (N, T, F) to (N, T', filters); weights kernel (kernel_size, F/groups, filters) and bias."""

    name = "Conv1D"
    also = ("Convolution1D",)
    doc = "Slides filters over the time axis; a mask is lost."
    parameters = convolution(1)


KIND = Conv1D()
