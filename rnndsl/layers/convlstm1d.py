"""ConvLSTM1D: an LSTM over a sequence of rows of values."""

from __future__ import annotations

from ._convlstm import ConvLstm, convlstm


class ConvLstm1D(ConvLstm):
    """Keras' ConvLSTM1D."""

    name = "ConvLSTM1D"
    doc = "An LSTM over a sequence of rows of values, with convolutions in place of products."
    axes = 1
    parameters = convlstm(1)


KIND = ConvLstm1D()
