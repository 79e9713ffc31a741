"""tile: the whole tensor several times along its axes."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, is_fixed, multiply
from rnndsl.ir.fields import Entry, Int, ListOf

from ._operation import UNSAID, Operation, batched, shape_of
from .kind import Call, Result


class Tile(Operation):
    """Keras' ops.tile."""

    name = "tile"
    doc = "Puts copies of the tensor beside each other along its last axes."
    keeps_values = True
    parameters = (
        Entry("repeats", ListOf(Int(0), low=1, single=True), doc="How often along each of the last axes: [2, 1] doubles time."),
    )

    def infer(self, call: Call) -> Result:
        """Every axis times as long."""
        shape, given = shape_of(call), call.args["repeats"]
        repeats = [given] if isinstance(given, int) else list(given)
        if len(repeats) > len(shape) or (len(repeats) == len(shape) and repeats[0] != 1):
            return UNSAID
        each = [1] * (len(shape) - len(repeats)) + repeats
        return batched([_times(dim, times) for dim, times in zip(shape, each, strict=True)], call.input.dtype)


def _times(dim: Dim, times: int) -> Dim:
    """A dimension so many times; Keras leaves a free one free."""
    return multiply(dim, times) if is_fixed(dim) or times else dim


KIND = Tile()
