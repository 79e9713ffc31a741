"""roll: values moved along axes; what leaves at one end comes in at the other."""

from __future__ import annotations

from rnndsl.ir.fields import Entry
from rnndsl.ir.tensor import TensorSpec

from ._operation import AXES, Operation, axes_entry, given_axes
from .kind import Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Roll(Operation):
    """Keras' ops.roll."""

    name = "roll"
    doc = "Moves values along axes in a circle."
    keeps_values = True
    moves = True
    parameters = (Entry("shift", AXES, doc="How far, for every axis."), axes_entry("The axes to move along"))

    def infer(self, call: Call) -> Result:
        """The same shape; refuses as many shifts as there are not axes."""
        axes, shift = given_axes(call), call.args["shift"]
        count, scalar = len(shift) if isinstance(shift, (list, tuple)) else 1, not isinstance(shift, (list, tuple))
        wanted = 1 if axes is None else len(axes)
        lists = isinstance(call.args["axis"], (list, tuple))
        if count != wanted or (scalar and lists) or (not scalar and not lists):
            found = f"shift: {shift}, axis: {call.args['axis']}"
            refuse("argument", "one shift for every axis", found, argument="shift")
        return Result((TensorSpec(call.input.dims, call.input.dtype),))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """The first step may hold what came last."""
        return Reach(None)


KIND = Roll()
