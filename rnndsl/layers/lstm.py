"""LSTM: four gates (input, forget, candidate, output, in this order in the kernels), states h and c."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry

from ._entries import SEED
from ._recurrent import ACTIVATION, CONSTRAINTS, CUDNN, INITIALIZERS, RECURRENT_ACTIVATION, RETURNS, UNITS, Recurrent


class Lstm(Recurrent):
    """4·(F·units + units² + units) parameters."""

    name = "LSTM"
    doc = "Long short-term memory: a recurrent layer that keeps a cell state beside its output."
    gates = 4
    states = ("h", "c")
    parameters = (
        UNITS,
        ACTIVATION,
        RECURRENT_ACTIVATION,
        *INITIALIZERS,
        Entry("unit_forget_bias", Bool(), True, "Start the forget gate's bias at one."),
        *CONSTRAINTS,
        SEED,
        *RETURNS,
        CUDNN,
    )


KIND = Lstm()
