"""SimpleRNN: no gates, one state h, which is the output itself."""

from __future__ import annotations

from ._entries import SEED, activation
from ._recurrent import CONSTRAINTS, INITIALIZERS, RETURNS, UNITS, Recurrent


class SimpleRnn(Recurrent):
    """F·units + units² + units parameters."""

    name = "SimpleRNN"
    doc = "Fully connected recurrence: the output of a step is fed back at the next."
    parameters = (
        UNITS,
        activation("tanh", doc="Function of the sum of input and state."),
        *INITIALIZERS,
        *CONSTRAINTS,
        *RETURNS,
        SEED,
    )


KIND = SimpleRnn()
