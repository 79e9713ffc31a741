"""GRU: a GRUCell at every time step, on cuDNN's kernel where that can be."""

from __future__ import annotations

from ._recurrent import CUDNN, RETURNS, UNROLL, Looping, of_cell
from .grucell import KIND as CELL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_FIRST, _LAST = of_cell(CELL.parameters, "reset_after")


class Gru(Looping):
    """3·(F·units + units² + 2·units) parameters, or one bias less without `reset_after`.

    Keras reads the first of several initial states and says nothing about the rest: rule 602 does.
    """

    name = "GRU"
    doc = "Gated recurrent unit: a recurrent layer with one state."
    core = CELL
    strict = False
    parameters = (*_FIRST, *RETURNS, UNROLL, *_LAST, CUDNN)

    def accelerated(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The arguments that keep this layer off cuDNN's kernel."""
        return (*super().accelerated(args), *(() if args["reset_after"] else ("reset_after",)))


KIND = Gru()
