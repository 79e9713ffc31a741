"""ConvLSTM2D: an LSTM over a sequence of images."""

from __future__ import annotations

from ._convlstm import ConvLstm, convlstm


class ConvLstm2D(ConvLstm):
    """Keras' ConvLSTM2D."""

    name = "ConvLSTM2D"
    doc = "An LSTM over a sequence of images, with convolutions in place of products."
    axes = 2
    parameters = convlstm(2)


KIND = ConvLstm2D()
