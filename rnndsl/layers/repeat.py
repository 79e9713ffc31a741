"""repeat: every value several times, one behind the other, along an axis."""

from __future__ import annotations

from rnndsl.ir.dims import is_fixed, multiply, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional

from ._operation import AXIS, UNSAID, Operation, batched, given_axes, shape_of
from .kind import Call, Result, refuse


class Repeat(Operation):
    """Keras' ops.repeat."""

    name = "repeat"
    doc = "Repeats every value along an axis: a, b becomes a, a, b, b."
    keeps_values = True
    parameters = (
        Entry("repeats", ListOf(Int(0), low=1, single=True), doc="How often; a list says it for every value along the axis."),
        Entry("axis", optional(AXIS), None, "The axis to repeat along; 0 is the batch, null flattens first."),
    )

    def infer(self, call: Call) -> Result:
        """The axis times as long."""
        shape, repeats = shape_of(call), call.args["repeats"]
        axes = given_axes(call, keras="list index out of range")
        if axes is None or axes[0] == 0:
            return UNSAID
        axis, dim = axes[0], shape_of(call)[axes[0]]
        each = [repeats] if isinstance(repeats, int) else list(repeats)
        if not is_fixed(dim):
            return batched(shape, call.input.dtype)
        if len(each) > 1 and isinstance(dim, int) and dim != len(each):
            found = f"{len(each)} repeats on {show_shape(call.input.shape)}"
            keras = "should be compatible"
            refuse("argument", f"{dim} repeats, one for every value", found, keras=keras, input=0, argument="repeats")
        shape[axis] = multiply(dim, each[0]) if len(each) == 1 else sum(each)
        return batched(shape, call.input.dtype)


KIND = Repeat()
