"""LSTMCell: four gates (input, forget, candidate, output, in this order in the kernels), states h and c."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry

from ._cells import ACTIVATION, DROPOUTS, INITIALIZERS, PENALTIES, RECURRENT_ACTIVATION, UNITS, GatedCell
from ._entries import SEED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.gates import Place
    from .equations.notation import Line


class LstmCell(GatedCell):
    """4·(F·units + units² + units) parameters."""

    name = "LSTMCell"
    doc = "One step of an LSTM, for RNN to run over the time steps."
    blocks = "ifgo"
    held = ("h", "c")
    parameters = (
        UNITS,
        ACTIVATION,
        RECURRENT_ACTIVATION,
        *INITIALIZERS,
        Entry("unit_forget_bias", Bool(), True, "Start the forget gate's bias at one."),
        *PENALTIES,
        *DROPOUTS,
        SEED,
    )

    def equations_of_step(self, args: Mapping[str, Any], at: Place) -> list[Line]:
        """Four gates, the cell state, the state."""
        from .equations.gates import lstm

        return lstm(self.blocks, args, at)


KIND = LstmCell()
