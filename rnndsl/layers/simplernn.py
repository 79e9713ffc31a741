"""SimpleRNN: a SimpleRNNCell at every time step."""

from __future__ import annotations

from ._recurrent import RETURNS, UNROLL, Looping, of_cell
from .simplernncell import KIND as CELL

_FIRST, _LAST = of_cell(CELL.parameters, "seed")


class SimpleRnn(Looping):
    """F·units + units² + units parameters."""

    name = "SimpleRNN"
    doc = "Fully connected recurrence: the output of a step is fed back at the next."
    core = CELL
    parameters = (*_FIRST, *RETURNS, UNROLL, *_LAST)


KIND = SimpleRnn()
