"""What depthwise and separable convolutions share: filters that see one feature each, `depth_multiplier` for every feature.

Unlike a full convolution they take strides together with a dilation. A separable one mixes the features afterwards.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, Shape, multiply, show
from rnndsl.ir.fields import Entry, Int
from rnndsl.ir.tensor import Weight

from ._affine import affine
from ._convolution import FILTERS, PADDING, Convolving, dilation_rate, kernel_size, need_features, strides
from ._formats import DATA_FORMAT, split
from ._windows import windows
from .kind import Call, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.notation import Line

DEPTH_MULTIPLIER = Entry("depth_multiplier", Int(1), 1, "Filters for every feature.")


def depthwise(axes: int) -> tuple[Entry, ...]:
    """The parameters of DepthwiseConv1D or DepthwiseConv2D."""
    head = (kernel_size(axes), strides(axes), PADDING, DEPTH_MULTIPLIER, DATA_FORMAT, dilation_rate(axes))
    return (*head, *affine("depthwise"))


def separable(axes: int) -> tuple[Entry, ...]:
    """The parameters of SeparableConv1D or SeparableConv2D."""
    head = (FILTERS, kernel_size(axes), strides(axes), PADDING, DATA_FORMAT, dilation_rate(axes), DEPTH_MULTIPLIER)
    return (*head, *affine("depthwise", "pointwise"))


class Depthwise(Convolving):
    """(…, F) to (…, F·depth_multiplier); weights kernel (size…, F, depth_multiplier) and bias."""

    work = "kernel size · F · depth_multiplier at every position of the output"
    dimensional: tuple[str, ...] = ()
    again: dict[str, bool] = {"every": True}  # the output is as wide as the features say, at every call

    def width(self, features: Dim, args: Mapping[str, Any]) -> Dim:
        """Every feature has its own filters."""
        return multiply(args["depth_multiplier"], features)

    def kernels(self, call: Call, features: Dim, size: tuple[int, ...]) -> dict[str, Shape]:
        """The kernel of all features."""
        need_features(features, call, "unsupported operand type(s) for *: 'int' and 'NoneType'", **self.again)
        return {"depthwise_kernel": (*size, features, call.args["depth_multiplier"])}

    def weights(self, args: Mapping[str, Any], kernels: dict[str, Shape], width: Dim) -> tuple[Weight, ...]:
        """Keras' arguments speak of a depthwise kernel, its variable is a `kernel`."""
        kernel, *bias = super().weights(args, kernels, width)
        return (replace(kernel, name="kernel"), *bias)

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Every feature of a window by its own filters, side by side."""
        from .equations.windows import windowed

        features, filters = map(show, result.weights[0].shape[-2:])
        product = f"reshape({{}}[:, None] * {{}}, {features}·{filters}){self.mixed()}"
        return windowed(call, result, windows(call.args, self.axes, "kernel_size"), product)

    def mixed(self) -> str:
        """What follows in the equation: nothing."""
        return ""


class Separable(Depthwise):
    """(…, F) to (…, filters); weights depthwise_kernel, pointwise_kernel (1…, F·depth_multiplier, filters) and bias."""

    work = "kernel size · F · depth_multiplier + F · depth_multiplier · filters at every position of the output"
    dimensional = ("filters",)
    again = {}

    def width(self, features: Dim, args: Mapping[str, Any]) -> Dim:
        """As many features as filters."""
        return Convolving.width(self, features, args)

    def kernels(self, call: Call, features: Dim, size: tuple[int, ...]) -> dict[str, Shape]:
        """A kernel for each feature, and one that mixes them."""
        mixed = (*(1,) * self.axes, multiply(call.args["depth_multiplier"], features), call.args["filters"])
        return {**super().kernels(call, features, size), "pointwise_kernel": mixed}

    def saved(self, call: Call, result: Result) -> Dim:
        """What the depthwise kernel returns."""
        return multiply(self.positions(call, result), Depthwise.width(self, split(call.input.dims, call.args)[1], call.args))

    def weights(self, args: Mapping[str, Any], kernels: dict[str, Shape], width: Dim) -> tuple[Weight, ...]:
        """Both kernels under their own names."""
        return Convolving.weights(self, args, kernels, width)

    def mixed(self) -> str:
        """The product that mixes the features."""
        return f" @ P[{', '.join(['0'] * self.axes)}]"
