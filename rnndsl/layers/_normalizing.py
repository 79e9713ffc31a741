"""What the learned normalizations share: a scale gamma and a shift beta along chosen axes."""

from __future__ import annotations

from rnndsl.ir.dims import Shape
from rnndsl.ir.fields import Bool, Entry, Float

from ._entries import constraint, initializer, regularizer
from ._ranks import need_axis, need_length, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .kind import Call

EPSILON = Entry("epsilon", Float(), 0.001, "Added to the variance, against division by zero.")
CENTER_SCALE = (
    Entry("center", Bool(), True, "Learn a shift (beta)."),
    Entry("scale", Bool(), True, "Learn a factor (gamma)."),
)
INITIALIZERS = (initializer("beta", "zeros"), initializer("gamma", "ones"))
PENALTIES = (regularizer("beta"), regularizer("gamma"), constraint("beta"), constraint("gamma"))


def lengths(call: Call, axes: Iterable[int], learned: bool = True) -> Shape:
    """Lengths of these axes of the input; refuses axes that are not there, and unknown ones where weights are learned."""
    shape = whole(call.input.dims, call.batch_size)
    places = [need_axis(shape, axis) for axis in axes]
    return tuple(need_length(shape[i], call.input.dims, i, argument="axis") if learned else shape[i] for i in places)
