"""GRUCell: three gates (update, reset, candidate, in this order in the kernels), one state h."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape
from rnndsl.ir.fields import Bool, Entry

from ._cells import ACTIVATION, DROPOUTS, INITIALIZERS, PENALTIES, RECURRENT_ACTIVATION, UNITS, GatedCell
from ._entries import SEED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.gates import Place
    from .equations.notation import Line


class GruCell(GatedCell):
    """3·(F·units + units² + 2·units) parameters, or one bias less without `reset_after`."""

    name = "GRUCell"
    doc = "One step of a GRU, for RNN to run over the time steps."
    blocks = "zrn"
    parameters = (
        UNITS,
        ACTIVATION,
        RECURRENT_ACTIVATION,
        *INITIALIZERS,
        *PENALTIES,
        *DROPOUTS,
        Entry("reset_after", Bool(), True, "Apply the reset gate after the product, as cuDNN does; two biases."),
        SEED,
    )

    def bias(self, args: Mapping[str, Any], wide: Dim) -> Shape:
        """One bias for the input and one for the state with `reset_after`."""
        return (2, wide) if args["reset_after"] else (wide,)

    def equations_of_step(self, args: Mapping[str, Any], at: Place) -> list[Line]:
        """Two gates, the candidate, the state."""
        from .equations.gates import gru

        return gru(self.blocks, args, at)


KIND = GruCell()
