"""expand_dims: new axes of length 1."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._operation import AXES, UNSAID, Operation, batched, given_axes, shape_of
from .kind import Call, Result, refuse


class ExpandDims(Operation):
    """Keras' ops.expand_dims."""

    name = "expand_dims"
    doc = "Puts in an axis of length 1: (N, F) becomes (N, 1, F) for axis 1."
    keeps_values = True
    parameters = (Entry("axis", AXES, doc="Where the new axis stands in the result; 0 is the batch, -1 the end."),)

    def infer(self, call: Call) -> Result:
        """The shape with axes of length 1."""
        given, shape = call.args["axis"], shape_of(call)
        count = len(given) if isinstance(given, (list, tuple)) else 1
        axes = given_axes(call, rank=len(shape) + count) or []
        if len(set(axes)) < len(axes):
            keras = "repeated axis"
            refuse("argument", "every axis once", f"axis: {list(given)}", keras=keras, argument="axis")
        if 0 in axes:
            return UNSAID
        for axis in sorted(axes):
            shape.insert(axis, 1)
        return batched(shape, call.input.dtype)


KIND = ExpandDims()
