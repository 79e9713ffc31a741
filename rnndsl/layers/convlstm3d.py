"""ConvLSTM3D: an LSTM over a sequence of volumes."""

from __future__ import annotations

from ._convlstm import ConvLstm, convlstm


class ConvLstm3D(ConvLstm):
    """Keras' ConvLSTM3D."""

    name = "ConvLSTM3D"
    doc = "An LSTM over a sequence of volumes, with convolutions in place of products."
    axes = 3
    parameters = convlstm(3)


KIND = ConvLstm3D()
