"""SimpleRNNCell: no gates, one state h, which is the output itself."""

from __future__ import annotations

from ._cells import DROPOUTS, INITIALIZERS, PENALTIES, UNITS, GatedCell
from ._entries import SEED, activation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.gates import Place
    from .equations.notation import Line


class SimpleRnnCell(GatedCell):
    """F·units + units² + units parameters."""

    name = "SimpleRNNCell"
    doc = "One step of a SimpleRNN, for RNN to run over the time steps."
    drops_all = True
    parameters = (
        UNITS,
        activation("tanh", doc="Function of the sum of input and state."),
        *INITIALIZERS,
        *PENALTIES,
        *DROPOUTS,
        SEED,
    )

    def equations_of_step(self, args: Mapping[str, Any], at: Place) -> list[Line]:
        """The activation of a sum."""
        from .equations.gates import simple

        return simple(args, at)


KIND = SimpleRnnCell()
