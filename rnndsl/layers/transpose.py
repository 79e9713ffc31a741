"""transpose: the axes in another order."""

from __future__ import annotations

from rnndsl.ir.dims import show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional

from ._operation import UNSAID, Operation, batched, given_axes, shape_of
from .kind import Call, Result, refuse


class Transpose(Operation):
    """Keras' ops.transpose."""

    name = "transpose"
    doc = "Puts the axes into another order, the batch (axis 0) counted: [0, 2, 1] swaps time and features."
    keeps_values = True
    parameters = (Entry("axes", optional(ListOf(Int(), low=1)), None, "The new order, from 0; null: reversed, batch last."),)

    def infer(self, call: Call) -> Result:
        """The permuted shape; refuses what is no order of all axes."""
        shape = shape_of(call)
        if call.args["axes"] is not None and len(call.args["axes"]) != len(shape):
            keras = "axis must be a list of the same length as the input shape"
            found = f"axes: {list(call.args['axes'])} on {show_shape(call.input.shape)}"
            refuse("argument", f"each of 0 to {len(shape) - 1} once", found, keras=keras, input=0, argument="axes")
        axes = given_axes(call, "axes")
        if axes is None:
            return UNSAID if len(shape) > 1 else batched(shape, call.input.dtype)
        if len(set(axes)) < len(axes):
            keras = "must be a valid permutation of the input dimensions"
            found = f"axes: {list(call.args['axes'])}"
            refuse("argument", f"each of 0 to {len(shape) - 1} once", found, keras=keras, argument="axes")
        return batched([shape[axis] for axis in axes], call.input.dtype) if axes[0] == 0 else UNSAID


KIND = Transpose()
