"""RMSNormalization: divides by the root of the mean square along axes, and scales by what is learned."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Float, Int, ListOf
from rnndsl.ir.tensor import Weight

from ._dtypes import compute_dtype, kept, refuse_strings, variable_dtype
from ._normalizing import lengths, refuse_unaligned, sees
from ._ranks import refuse_twice
from .kind import Call, Kind, Reach, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class RMSNormalization(Kind):
    """Keras' RMSNormalization; unlike the other normalizations it drops masks."""

    name = "RMSNormalization"
    doc = "Divides each sample (and time step) by its root mean square over the features; a mask is lost."
    family = "normalization and dropout"
    per_step = True
    masks = "drops"
    keeps_mask = "use LayerNormalization or UnitNormalization, which hand the mask on"
    parameters = (
        Entry("axis", Either((Int(), ListOf(Int()))), -1, "The axes to normalize over; 0 is the batch."),
        Entry("epsilon", Float(), 1e-6, "Added to the mean square, against division by zero."),
    )

    def infer(self, call: Call) -> Result:
        """The shape stays; the weight scale is as long as the axes."""
        args, axis = call.args, call.args["axis"]
        refuse_strings(call)
        axes = [axis] if isinstance(axis, int) else sorted(axis)
        shape = lengths(call, axes)
        refuse_twice(call, axes)
        refuse_unaligned(call, shape)
        scale = Weight("scale", shape, args["trainable"], variable_dtype(args))
        return Result((kept(call, call.input.dims, compute_dtype(args)),), (scale,))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step alone along the last axis; along others, all steps."""
        return sees(args)

    def equation(self, call: Call) -> str:
        """The features by the root of their mean square."""
        axis = call.args["axis"]
        if axis not in (-1, call.input.rank - 1) or call.input.rank < 2:
            return ""
        return f"input / sqrt(mean(input * input, axis=-1, keepdims=True) + {call.args['epsilon']:g}) * scale"


KIND = RMSNormalization()
