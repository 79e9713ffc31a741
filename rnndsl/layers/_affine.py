"""What Dense and Conv1D share: a kernel and a bias along the last axis, and an activation."""

from __future__ import annotations

from rnndsl.ir.tensor import Weight

from ._dtypes import variable_dtype
from ._entries import USE_BIAS, activation, constraint, initializer, regularizer
from ._initial import refuse_initializers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.dims import Shape

AFFINE = (
    activation(None),
    USE_BIAS,
    initializer("kernel", "glorot_uniform"),
    initializer("bias", "zeros"),
    regularizer("kernel"),
    regularizer("bias"),
    regularizer("activity"),
    constraint("kernel"),
    constraint("bias"),
)


def kernel_and_bias(args: Mapping[str, Any], kernel: Shape) -> tuple[Weight, ...]:
    """The weights of a layer with a kernel of this shape, its last axis the output's; raises Refusal for odd initializers."""
    dtype, trainable = variable_dtype(args), args["trainable"]
    weights: tuple[Weight, ...] = (Weight("kernel", kernel, trainable, dtype),)
    if args["use_bias"]:
        weights += (Weight("bias", kernel[-1:], trainable, dtype),)
    refuse_initializers(args, weights)
    return weights
