"""LSTM: an LSTMCell at every time step, on cuDNN's kernel where that can be."""

from __future__ import annotations

from ._recurrent import CUDNN, RETURNS, UNROLL, Looping, of_cell
from .lstmcell import KIND as CELL


class Lstm(Looping):
    """4·(F·units + units² + units) parameters."""

    name = "LSTM"
    doc = "Long short-term memory: a recurrent layer that keeps a cell state beside its output."
    core = CELL
    parameters = (*of_cell(CELL.parameters)[0], *RETURNS, UNROLL, CUDNN)


KIND = Lstm()
