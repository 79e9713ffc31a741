"""Conv1D: a convolution over time."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, apply, is_fixed, show, show_shape
from rnndsl.ir.fields import Choice, Entry, Int
from rnndsl.ir.tensor import TensorSpec, Weight

from ._affine import AFFINE, kernel_and_bias
from ._dtypes import compute_dtype, refuse_all_but_floats
from ._formats import DATA_FORMAT, join, layout, split
from ._ranks import need_rank
from ._windows import SIZE, sizes, slide
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Conv1D(Kind):
    """Keras' Conv1D."""

    name = "Conv1D"
    doc = "Slides filters over the time axis; a mask is lost."
    family = "convolution and pooling"
    masks = "drops"
    keeps_mask = (
        "let a recurrent layer read the masked sequence, or pad with values that a convolution may see and drop the mask"
    )
    dimensional = ("filters",)
    parameters = (
        Entry("filters", Int(1), doc="Number of filters: features of the output."),
        Entry("kernel_size", SIZE, doc="Time steps that a filter sees."),
        Entry("strides", SIZE, 1, "Time steps between two windows."),
        Entry(
            "padding",
            Choice(("valid", "same", "causal")),
            "valid",
            "valid: none; same: zeros on both sides; causal: on the left.",
        ),
        DATA_FORMAT,
        Entry("dilation_rate", SIZE, 1, "Distance between the time steps of a filter."),
        Entry("groups", Int(1), 1, "Groups of features that are convolved apart."),
        *AFFINE,
    )

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T', filters); weights kernel (kernel_size, F/groups, filters) and bias."""
        args, filters = call.args, call.args["filters"]
        width, stride, dilation = (sizes(args[name]) for name in ("kernel_size", "strides", "dilation_rate"))
        _check_together(args, stride[0], dilation[0])
        steps, features = split(need_rank(call, 3, layout(args), _rank_words(call.input.rank)), args)
        refuse_all_but_floats(call)
        depth = _depth(features, call)
        length = slide(steps, width, stride, dilation, args["padding"], "kernel_size")
        weights = kernel_and_bias(args, (*width, depth, filters))
        return Result((TensorSpec(join(length, filters, args), compute_dtype(args)),), weights)

    def stretches(self, call: Call, built: tuple[Weight, ...], wanted: tuple[Weight, ...]) -> bool:
        """TensorFlow reads the groups off kernel and features: any number of them that divides the filters will do."""
        (_, depth, filters), features, groups = built[0].shape, wanted[0].shape[1], int(call.args["groups"])
        if not (isinstance(depth, int) and isinstance(filters, int) and isinstance(features, int)):
            return False
        blocks, left = divmod(features * groups, depth)
        return left == 0 and filters % blocks == 0


def _rank_words(rank: int) -> str:
    """What Keras says to an input of another rank than 3."""
    return f"expected min_ndim=3, found ndim={rank}" if rank < 3 else "Kernel shape must have the same length as input"


def _check_together(args: Mapping[str, Any], stride: int, dilation: int) -> None:
    """Refuse arguments that Keras refuses together."""
    filters, groups = args["filters"], args["groups"]
    if isinstance(filters, int) and filters % groups:
        refuse(
            "argument",
            f"filters divisible by groups {groups}",
            f"filters: {filters}",
            keras="The number of filters must be evenly divisible by the number of groups",
            argument="groups",
        )
    if stride > 1 and dilation > 1:
        refuse(
            "argument",
            "strides 1 with a dilation, or no dilation with strides",
            f"strides: {stride}, dilation_rate: {dilation}",
            keras="`strides > 1` not supported in conjunction with `dilation_rate > 1`",
            argument="dilation_rate",
        )


def _depth(features: Dim, call: Call) -> Dim:
    """Features that one filter sees."""
    groups = call.args["groups"]
    if not is_fixed(features):
        refuse(
            "axis",
            "a known number of features",
            show_shape(call.input.shape),
            keras="unsupported operand type(s) for %: 'NoneType' and 'int'",
            input=0,
        )
    if isinstance(features, int) and features % groups:
        refuse(
            "argument",
            f"features divisible by groups {groups}",
            f"{show(features)} features, in {show_shape(call.input.shape)}",
            keras="The number of input channels must be evenly divisible by the number of groups",
            input=0,
            argument="groups",
        )
    return features if groups == 1 else apply(lambda n: int(n // groups), f"{{}}/{groups}", features)


KIND = Conv1D()
