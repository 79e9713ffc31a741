"""squeeze: axes of length 1 go."""

from __future__ import annotations

from rnndsl.ir.dims import is_fixed, show_shape
from rnndsl.ir.fields import Entry, optional

from ._operation import AXES, UNSAID, Operation, batched, given_axes, shape_of
from ._ranks import refuse_twice
from .kind import Call, Result, refuse


class Squeeze(Operation):
    """Keras' ops.squeeze."""

    name = "squeeze"
    doc = "Takes out axes of length 1."
    keeps_values = True
    parameters = (Entry("axis", optional(AXES), None, "The axes to take out; null: all of length 1."),)

    def infer(self, call: Call) -> Result:
        """The shape without them; refuses axes of any other length, and of one that is not known."""
        shape = shape_of(call)
        axes = given_axes(call, keras="list index out of range")
        if axes is None:
            axes = [place for place, dim in enumerate(shape) if dim == 1]
        refuse_twice(call, axes, "")
        for axis in axes:
            if shape[axis] != 1 and (isinstance(shape[axis], int) or not is_fixed(shape[axis])):
                found = show_shape(call.input.shape) + ("" if is_fixed(shape[axis]) else ", of a length that is not known")
                keras = "because the dimension is not 1"
                refuse("axis", "an axis of length 1", found, keras=keras, input=0, argument="axis", axis=axis)
        if 0 in axes:
            return UNSAID
        return batched([dim for place, dim in enumerate(shape) if place not in axes], call.input.dtype)


KIND = Squeeze()
