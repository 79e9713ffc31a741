"""GRU: three gates (update, reset, candidate, in this order in the kernels), one state h."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape
from rnndsl.ir.fields import Bool, Entry

from ._entries import SEED
from ._recurrent import ACTIVATION, CONSTRAINTS, CUDNN, INITIALIZERS, RECURRENT_ACTIVATION, RETURNS, UNITS, Recurrent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Gru(Recurrent):
    """3·(F·units + units² + 2·units) parameters, or one bias less without `reset_after`.

    Keras reads the first of several initial states and says nothing about the rest: rule 602 does.
    """

    name = "GRU"
    doc = "Gated recurrent unit: a recurrent layer with one state."
    gates = 3
    strict = False
    parameters = (
        UNITS,
        ACTIVATION,
        RECURRENT_ACTIVATION,
        *INITIALIZERS,
        *CONSTRAINTS,
        SEED,
        *RETURNS,
        Entry("reset_after", Bool(), True, "Apply the reset gate after the product, as cuDNN does; two biases."),
        CUDNN,
    )

    def bias(self, args: Mapping[str, Any], wide: Dim) -> Shape:
        """One bias for the input and one for the state with `reset_after`."""
        return (2, wide) if args["reset_after"] else (wide,)

    def accelerated(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The arguments that keep this layer off cuDNN's kernel."""
        return (*super().accelerated(args), *(() if args["reset_after"] else ("reset_after",)))


KIND = Gru()
