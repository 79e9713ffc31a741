"""What all convolutions share: filters that slide along one, two or three axes, with kernels, a bias and an activation.

One axis is time, two are the rows and columns of an image, three those of its planes too. Every kind drops a mask. What a
convolution over time and one over images have in common is said once; a kind's own file says what is its own.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, apply, is_fixed, product, show, show_shape, total
from rnndsl.ir.fields import REQUIRED, Choice, Entry, Int
from rnndsl.ir.tensor import TensorSpec, Weight

from ._affine import AFFINE, kernels_and_bias
from ._dtypes import NO_KERNEL, compute_dtype, refuse_all_but_floats
from ._formats import DATA_FORMAT, features_first, join, layout, split
from ._ranks import need_rank
from ._windows import Sizes, over_time, refuse_stride_with_dilation, sized_entry, slide, windows
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.notation import Line

FILTERS = Entry("filters", Int(1), doc="Number of filters: features of the output.")
PADDING = Entry("padding", Choice(("valid", "same")), "valid", "valid: only whole windows; same: zeros around the input.")
CAUSAL = Entry(
    "padding",
    Choice(("valid", "same", "causal")),
    "valid",
    "valid: none; same: zeros on both sides; causal: on the left, so that no step sees a later one.",
)
NO_CONVERSION = "Incompatible type conversion requested to type {}"
GROUPS = Entry("groups", Int(1), 1, "Groups of features that are convolved apart.")


def kernel_size(axes: int) -> Entry:
    """`kernel_size` of a convolution along so many axes."""
    return sized_entry("kernel_size", axes, REQUIRED, "Size of a filter in {}")


def strides(axes: int) -> Entry:
    """`strides` of a convolution along so many axes; Keras' default is a 1, or one for each axis."""
    return sized_entry("strides", axes, _ones(axes), "Distance between two windows in {}")


def dilation_rate(axes: int) -> Entry:
    """`dilation_rate` of a convolution along so many axes."""
    return sized_entry("dilation_rate", axes, _ones(axes), "Distance between what a filter sees in {}")


def _ones(axes: int) -> int | tuple[int, ...]:
    return 1 if axes == 1 else (1,) * axes


class Convolving(Kind):
    """A convolution along `axes` axes: `kernels` gives the shapes of its kernels, `lengths` what is left of the axes.

    `too_many_axes` and `no_dtype` are what Keras says to inputs of too high a rank, and of other dtypes than floats.
    """

    axes = 1
    family = "convolution and pooling"
    masks = "drops"
    dimensional: tuple[str, ...] = ("filters",)
    too_many_axes = "Kernel shape must have the same length as input"
    no_dtype = NO_KERNEL

    @property
    def keeps_mask(self) -> str:  # type: ignore[override]
        """What to do instead of dropping a mask: a recurrent layer reads that of a sequence."""
        if self.axes > 1:
            return Kind.keeps_mask
        return "let a recurrent layer read the masked sequence, or pad with values that a convolution may see and drop the mask"

    def width(self, features: Dim, args: Mapping[str, Any]) -> Dim:
        """Number of features of the output."""
        filters: Dim = args["filters"]
        return filters

    def kernels(self, call: Call, features: Dim, size: tuple[int, ...]) -> dict[str, Shape]:
        """The shapes of the kernels; refuses numbers of features for which there is none."""
        raise AssertionError(f"{self.name} has no kernels")

    def check(self, args: Mapping[str, Any], sizes: Sizes) -> None:
        """Refuse arguments that Keras refuses together."""

    def lengths(self, before: Shape, sizes: Sizes, args: Mapping[str, Any]) -> Shape:
        """What is left of the axes."""
        return slide(before, *sizes, args["padding"], "kernel_size")

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T', filters), (N, H, W, F) to (N, H', W', filters) and so on."""
        args, sizes = call.args, windows(call.args, self.axes, "kernel_size")
        self.check(args, sizes)
        shape = need_rank(call, self.axes + 2, layout(args, self.axes), self._rank_words(call.input.rank))
        before, features = split(shape, args)
        refuse_all_but_floats(call, self.no_dtype.format(call.input.real))
        kernels, width = self.kernels(call, features, sizes[0]), self.width(features, args)
        after = self.lengths(before, sizes, args)
        weights = self.weights(args, kernels, width)
        return Result((TensorSpec(join(after, width, args), compute_dtype(args)),), weights)

    def weights(self, args: Mapping[str, Any], kernels: dict[str, Shape], width: Dim) -> tuple[Weight, ...]:
        """Kernels and bias, named as Keras names them."""
        return kernels_and_bias(args, kernels, width)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Over time, a dilated window; an image has no time steps."""
        return over_time(args, "kernel_size") if self.axes == 1 else None

    def positions(self, call: Call, result: Result) -> Dim:
        """Number of places at which every kernel is applied."""
        return product(split(result.outputs[0].dims, call.args)[0])

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Every number of every kernel once at every place."""
        places = self.positions(call, result)
        kernels = (product(weight.shape) for weight in result.weights if weight.name != "bias")
        return total(product((places, numbers)) for numbers in kernels)

    def _rank_words(self, rank: int) -> str:
        """What Keras says to an input of another rank."""
        wanted = self.axes + 2
        return f"expected min_ndim={wanted}, found ndim={rank}" if rank < wanted else self.too_many_axes


class Convolution(Convolving):
    """Filters that see all features of their group: Conv1D, Conv2D, Conv3D."""

    work = "kernel size · F/groups · filters at every position of the output"

    def check(self, args: Mapping[str, Any], sizes: Sizes) -> None:
        """Refuse filters that the groups cannot share, and strides with a dilation."""
        filters, groups = args["filters"], args["groups"]
        if isinstance(filters, int) and filters % groups:
            refuse(
                "argument",
                f"filters divisible by groups {groups}",
                f"filters: {filters}",
                keras="The number of filters must be evenly divisible by the number of groups",
                argument="groups",
            )
        refuse_stride_with_dilation(args, sizes)

    def kernels(self, call: Call, features: Dim, size: tuple[int, ...]) -> dict[str, Shape]:
        """One kernel (size…, F/groups, filters)."""
        return {"kernel": (*size, _depth(features, call), call.args["filters"])}

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Every window through the kernel."""
        from .equations.windows import convolution

        return convolution(call, result, windows(call.args, self.axes, "kernel_size"))

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.Conv1d` and its like."""
        from .equations.in_torch import convolution

        return convolution(call, result, windows(call.args, self.axes, "kernel_size"))

    def stretches(self, call: Call, built: tuple[Weight, ...], wanted: tuple[Weight, ...]) -> bool:
        """TensorFlow reads the groups off kernel and features: any number of them that divides the filters will do."""
        (depth, filters), features, groups = built[0].shape[-2:], wanted[0].shape[-2], int(call.args["groups"])
        if not (isinstance(depth, int) and isinstance(filters, int) and isinstance(features, int)):
            return False
        blocks, left = divmod(features * groups, depth)
        return left == 0 and filters % blocks == 0


def convolution(axes: int) -> tuple[Entry, ...]:
    """The parameters of Conv1D, Conv2D or Conv3D."""
    return (
        FILTERS,
        kernel_size(axes),
        strides(axes),
        CAUSAL if axes == 1 else PADDING,
        DATA_FORMAT,
        dilation_rate(axes),
        GROUPS,
        *AFFINE,
    )


def need_features(features: Dim, call: Call, keras: str, **facts: Any) -> Dim:
    """The number of features, if it is a number whenever Keras builds the kernels; refuses a free one."""
    if not is_fixed(features):
        at = 0 if features_first(call.args) else -1
        refuse("axis", "a known number of features", show_shape(call.input.shape), keras=keras, input=0, features=at, **facts)
    return features


def _depth(features: Dim, call: Call) -> Dim:
    """Features that one filter sees."""
    groups = call.args["groups"]
    need_features(features, call, "unsupported operand type(s) for %: 'NoneType' and 'int'")
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
