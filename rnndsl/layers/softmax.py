"""Softmax: shares that sum to 1 along axes; a mask decides which places take part."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, show_shape
from rnndsl.ir.fields import Either, Entry, Int, ListOf

from ._dtypes import refuse_all_but_floats, refuse_strings
from ._normalizing import sees
from ._passing import Passing
from ._ranks import BATCH, need_axis, refuse_twice, unlike, whole
from .kind import Call, Reach, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Softmax(Passing):
    """Keras' Softmax. The mask that comes along masks the values themselves: it must broadcast to the input from the right."""

    name = "Softmax"
    doc = "Turns scores into shares that sum to 1 along an axis; places under a mask get 0."
    reads_mask = True
    family = "dense and activation"
    per_step = True
    parameters = (Entry("axis", Either((Int(), ListOf(Int(), 1))), -1, "The axis, or axes, along which shares sum to 1."),)

    def check(self, call: Call) -> None:
        """Refuse what softmax cannot compute on, axes that are not there, and masks that do not broadcast."""
        shape, axis = whole(call.input.dims, call.batch_size), call.args["axis"]
        _check_mask(call)
        if call.input.mask is None:  # under a mask Keras puts large negative numbers in, and gets floats
            refuse_all_but_floats(call)
        refuse_strings(call)
        axes = [axis] if isinstance(axis, int) else axis
        for one in axes:
            need_axis(shape, one, "must be in the range" if len(axes) == 1 else "Invalid reduction")
        refuse_twice(call, axes)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step alone along the last axis; along others, all steps."""
        return sees(args)

    def equation(self, call: Call) -> str:
        """Shares along an axis of a sample, where no mask changes them."""
        axis = call.args["axis"]
        if call.input.mask is not None or not isinstance(axis, int) or axis % call.input.rank == 0:
            return ""
        return f"softmax(input, axis={axis if axis < 0 else axis - 1})"


def _check_mask(call: Call) -> None:
    """Refuse a mask that cannot broadcast: aligned at the last axis, its axes meet others than those that it was made for."""
    mask = call.input.mask
    if mask is None:
        return
    shape = whole(call.input.dims, call.batch_size)
    apart = len(shape) - len(mask.shape) - 1
    if apart and any(_clash(shape[first::apart]) for first in range(apart)):
        refuse(
            "rank",
            "a mask that broadcasts to the values from their last axis",
            f"a mask {show_shape(mask.shape)} on {show_shape(call.input.shape)}",
            keras="The `mask` must be broadcastable to `inputs`",
            input=0,
        )


def _clash(chain: Shape) -> bool:
    """True if axes of which each, unless it is 1, must be as long as the next one provably are not."""
    length: Dim | None = None
    for dim in chain:
        if dim == BATCH:
            length = BATCH
        elif isinstance(dim, int):
            if length is not None and (unlike(dim, length) or (dim == 1 and length != BATCH)):
                return True
            length = dim if dim != 1 else length
    return False


KIND = Softmax()
