"""flip: the order along axes reversed."""

from __future__ import annotations

from rnndsl.ir.fields import Entry
from rnndsl.ir.tensor import TensorSpec

from ._operation import Operation, axes_entry, given_axes
from ._ranks import refuse_twice
from .kind import Call, Reach, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Flip(Operation):
    """Keras' ops.flip."""

    name = "flip"
    doc = "Reverses the order along axes: axis 1 turns time round."
    keeps_values = True
    moves = True
    parameters: tuple[Entry, ...] = (axes_entry("The axes to reverse"),)

    def infer(self, call: Call) -> Result:
        """The same shape."""
        refuse_twice(call, given_axes(call) or (), "specified more than once")
        return Result((TensorSpec(call.input.dims, call.input.dtype),))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """The first step may hold what came last."""
        return Reach(None)


KIND = Flip()
