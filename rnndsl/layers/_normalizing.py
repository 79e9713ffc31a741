"""What the learned normalizations share: a scale gamma and a shift beta along chosen axes."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, differ, show_shape
from rnndsl.ir.fields import Bool, Entry, Float

from ._entries import constraint, initializer, regularizer
from ._ranks import OPEN, need_axis, need_length, whole
from .kind import STEP, Reach, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from .kind import Call

EPSILON = Entry("epsilon", Float(), 0.001, "Added to the variance, against division by zero.")
CENTER_SCALE = (
    Entry("center", Bool(), True, "Learn a shift (beta)."),
    Entry("scale", Bool(), True, "Learn a factor (gamma)."),
)
INITIALIZERS = (initializer("beta", "zeros"), initializer("gamma", "ones"))
PENALTIES = (regularizer("beta"), regularizer("gamma"), constraint("beta"), constraint("gamma"))


def lengths(
    call: Call, axes: Iterable[int], learned: bool = True, keras: str = "index out of range", unknown: str = OPEN
) -> Shape:
    """Lengths of these axes of the input; refuses axes that are not there, and unknown ones where weights are learned.

    `keras` and `unknown` are what Keras says to either.
    """
    shape = whole(call.input.dims, call.batch_size)
    places = [need_axis(shape, axis, keras) for axis in axes]
    return tuple(need_length(shape[i], call.input.dims, i, unknown, "axis") if learned else shape[i] for i in places)


def refuse_unaligned(call: Call, weight: Shape) -> None:
    """Refuse a weight that does not broadcast, or that stretches an axis of 1: Keras aligns it with the last axes, whatever
    `axis` says.
    """
    shape = whole(call.input.dims, call.batch_size)
    wrong = [b for a, b in zip(reversed(weight), reversed(shape), strict=False) if differ(a, b) and a != 1]
    if wrong:
        refuse(
            "argument",
            "the last axes, which Keras multiplies by the weight",
            f"axis: {call.args['axis']} on {show_shape(call.input.shape)}",
            keras="Incompatible shapes" if any(b != 1 for b in wrong) else "",
            input=0,
            argument="axis",
        )


def sees(args: Mapping[str, Any]) -> Reach:
    """What a layer sees that reduces along `axis`: each step alone along the last axis; along others, all steps."""
    return STEP if args["axis"] in (-1, [-1]) else Reach(None)
