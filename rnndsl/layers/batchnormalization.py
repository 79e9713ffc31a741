"""BatchNormalization: mean 0 and variance 1 over the batch, by moving averages once trained."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, show_shape
from rnndsl.ir.fields import Bool, Closed, Entry, Float, Int, optional
from rnndsl.ir.tensor import Weight

from ._dtypes import refuse_strings, variable_dtype
from ._entries import initializer
from ._initial import refuse_initializers
from ._normalizing import CENTER_SCALE, EPSILON, INITIALIZERS, PENALTIES, lengths
from ._passing import passed
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.notation import Line

_CLIPPING = Closed(
    (
        Entry("rmin", optional(Float()), None, "Least correction of the deviation."),
        Entry("rmax", optional(Float()), None, "Largest correction of the deviation."),
        Entry("dmax", optional(Float(0)), None, "Largest correction of the mean, either way."),
    ),
    "bounds",
)


class BatchNormalization(Kind):
    """Keras' BatchNormalization."""

    name = "BatchNormalization"
    keeps_rank = True
    doc = "Normalizes each feature over the batch; padding under a mask does not count."
    family = "normalization and dropout"
    per_step = True
    reads_mask = True
    parameters = (
        Entry("axis", Int(), -1, "The axis of the features; 0 is the batch."),
        Entry("momentum", Float(), 0.99, "Share of the old moving average that each batch keeps."),
        EPSILON,
        *CENTER_SCALE,
        *INITIALIZERS,
        initializer("moving_mean", "zeros"),
        initializer("moving_variance", "ones"),
        *PENALTIES,
        Entry("renorm", Bool(), False, "Correct each batch by the moving averages (batch renormalization)."),
        Entry("renorm_clipping", optional(_CLIPPING), None, "Bounds of that correction."),
        Entry("renorm_momentum", Float(), 0.99, "Share of the old averages that renormalization keeps."),
        Entry("synchronized", Bool(), False, "Average over all devices in each step."),
    )

    def infer(self, call: Call) -> Result:
        """The shape stays; weights are as long as the axis, moving averages among them."""
        args = call.args
        _check_clipping(args)
        refuse_strings(call)
        shape, dtype = lengths(call, [args["axis"]]), variable_dtype(args)
        _check_mask(call, shape[0])
        learned = [*(["gamma"] * args["scale"]), *(["beta"] * args["center"])]
        moving = ["moving_mean", "moving_variance"]
        if args["renorm"]:
            moving += ["moving_stddev", "renorm_mean", "renorm_stddev"]
        weights = [Weight(name, shape, args["trainable"], dtype) for name in learned]
        weights += [Weight(name, shape, False, dtype) for name in moving]
        refuse_initializers(args, weights)
        return Result((passed(call),), tuple(weights))

    def equation(self, call: Call) -> str:
        """By the moving averages; while training, by the mean and variance of the batch."""
        from .equations.notation import scaled

        if call.args["axis"] not in (-1, call.input.rank - 1) or call.input.rank < 2:
            return ""
        return scaled(f"(input - moving_mean) / sqrt(moving_variance + {call.args['epsilon']:g})", call.args)

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.BatchNorm1d`."""
        from .equations.in_torch import batch_norm

        return batch_norm(call, result)


def _check_mask(call: Call, features: Dim) -> None:
    """Refuse a mask that does not lie over all axes but the last, and one over a single feature that Keras squeezes away."""
    mask = call.input.mask
    if mask is not None and len(mask.shape) != call.input.rank - 2:
        refuse(
            "rank",
            "a mask over all axes but the last",
            f"a mask {show_shape(mask.shape)} on {show_shape(call.input.shape)}",
            keras="The mask provided should be one dimension less than the inputs",
            input=0,
        )
    if mask is not None and features == 1 and call.args["axis"] != -1 and call.args["trainable"]:
        expected, keras = "more than one feature under a mask", "tuple index out of range"
        refuse("axis", expected, show_shape(call.input.shape), keras=keras, input=0, axis=call.args["axis"])


def _check_clipping(args: Mapping[str, Any]) -> None:
    """Refuse bounds that Keras refuses; it looks at them under `renorm` only."""
    bounds = (args["renorm_clipping"] or {}) if args["renorm"] else {}
    low, high = bounds.get("rmin"), bounds.get("rmax")
    if low is not None and high is not None and high < low:
        refuse(
            "argument",
            "rmax of at least rmin",
            f"rmin: {low}, rmax: {high}",
            keras="rmax should be greater than rmin in the `renorm_clipping` argument",
            argument="renorm_clipping",
        )


KIND = BatchNormalization()
