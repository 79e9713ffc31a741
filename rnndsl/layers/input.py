"""Input: a tensor that comes in. The line becomes an input of the model, not a call of a layer."""

from __future__ import annotations

from rnndsl.ir.dims import Sym
from rnndsl.ir.fields import Choice, Entry, Int, ListOf, optional
from rnndsl.ir.tensor import DTYPES, TensorSpec

from .kind import Call, Kind, Result


class Input(Kind):
    """Keras' Input; `name` is that of the input, as every line has one."""

    name = "Input"
    doc = "A tensor that comes into the model."
    low = 0
    high: int | None = 0
    masks = "own"
    parameters = (
        Entry("shape", ListOf(optional(Int(1))), doc="Shape without the batch axis; null for an axis of any length."),
        Entry("batch_size", optional(Int(1)), None, "A fixed batch size, which stateful layers need."),
        Entry("dtype", optional(Choice(DTYPES)), None, "Type of the values; float32 where none is given."),
    )

    def entries(self) -> tuple[Entry, ...]:
        """Its own parameters alone: an input has no weights and no policy."""
        return self.parameters

    def infer(self, call: Call) -> Result:
        """The tensor that the line declares."""
        shape = tuple(Sym("T") if dim is None else dim for dim in call.args["shape"])
        return Result((TensorSpec(shape, call.args["dtype"] or "float32"),))


KIND = Input()
