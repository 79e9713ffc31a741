"""What Dense and the convolutions share: kernels, a bias along the features, and an activation."""

from __future__ import annotations

from rnndsl.ir.tensor import Weight

from ._dtypes import variable_dtype
from ._entries import USE_BIAS, activation, constraint, initializer, regularizer
from ._initial import refuse_initializers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.dims import Dim, Shape
    from rnndsl.ir.fields import Entry


def affine(*kernels: str) -> tuple[Entry, ...]:
    """Activation, bias, and all that Keras lets choose about these kernels (`kernel`; `depthwise`, `pointwise`)."""
    return (
        activation(None),
        USE_BIAS,
        *(initializer(kernel, "glorot_uniform") for kernel in kernels),
        initializer("bias", "zeros"),
        *(regularizer(weight) for weight in (*kernels, "bias", "activity")),
        *(constraint(weight) for weight in (*kernels, "bias")),
    )


AFFINE = affine("kernel")


def kernels_and_bias(args: Mapping[str, Any], kernels: Mapping[str, Shape], width: Dim) -> tuple[Weight, ...]:
    """Kernels of these names and shapes, and the bias of a layer that gives `width` features; refuses odd initializers."""
    dtype, trainable = variable_dtype(args), args["trainable"]
    shapes = {**kernels, "bias": (width,)} if args["use_bias"] else kernels
    weights = tuple(Weight(name, shape, trainable, dtype) for name, shape in shapes.items())
    refuse_initializers(args, weights)
    return weights


def kernel_and_bias(args: Mapping[str, Any], kernel: Shape) -> tuple[Weight, ...]:
    """The weights of a layer with one kernel of this shape, its last axis the output's; refuses odd initializers."""
    return kernels_and_bias(args, {"kernel": kernel}, kernel[-1])
