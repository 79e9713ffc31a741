"""Dot: the products of two tensors along an axis of each, added up; normalized it is the cosine of their angle."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, multiply, product, show
from rnndsl.ir.fields import Bool, Entry, Int, ListOf
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import compute_dtype, refuse_all_but_floats, refuse_strings
from ._merging import refuse_merge
from ._ranks import need_axis, unequal, whole
from .kind import Call, Kind, Result, refuse


class Dot(Kind):
    """Keras' Dot: all other axes of both stand one behind the other in the output; a mask is lost."""

    name = "Dot"
    doc = "Adds up the products of two tensors along one axis of each."
    work = "k·(all other axes of both), k values along the axis"
    low = 2
    high = 2
    masks = "loses"
    family = "merge"
    parameters = (
        Entry(
            "axes",
            ListOf(Int(), low=2, high=2, single=True),
            doc="The axis of both, or [of the first, of the second]; 0 is the batch.",
        ),
        Entry("normalize", Bool(), False, "Divide by the lengths first: the cosine."),
    )

    def infer(self, call: Call) -> Result:
        """(N, k) and (N, k) to (N, 1); (N, a, k) and (N, b, k) to (N, a, b) along the last axis of both."""
        shapes = [whole(tensor.dims, call.batch_size) for tensor in call.inputs]
        first, second = _axes(call, shapes)
        a, b = shapes[0][first], shapes[1][second]
        if unequal(a, b):
            refuse_merge(call, 1, f"an axis of {show(a)}", "Incompatible input shapes", second)
        _check_dtypes(call)
        left = [dim for place, dim in enumerate(shapes[0]) if place not in (0, first)]
        right = [dim for place, dim in enumerate(shapes[1]) if place not in (0, second)]
        return Result((TensorSpec((*left, *right) or (1,), compute_dtype(call.args)),))

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """One for every number of the output and every value along the axis."""
        shape = whole(call.inputs[0].dims, call.batch_size)
        return multiply(product(result.outputs[0].dims), shape[_axes(call, [shape, shape])[0]])


def _check_dtypes(call: Call) -> None:
    """Refuse strings, and what has no length to divide by."""
    if call.args["normalize"]:
        refuse_all_but_floats(call, "is not in the list of allowed values", "normalize")
    refuse_strings(call)


def _axes(call: Call, shapes: list[Shape]) -> tuple[int, int]:
    """Both axes from the front; refuses the batch, and axes that are not there."""
    given = call.args["axes"]
    pair = [given, given] if isinstance(given, int) else list(given)
    if isinstance(given, int) and given < 0:
        pair = [given % len(shape) for shape in shapes]
    found = [need_axis(shape, axis) for shape, axis in zip(shapes, pair, strict=True)]
    for index, axis in enumerate(found):
        if axis == 0:
            keras = "Cannot perform batch_dot over axis 0"
            refuse("argument", "axes after the batch", f"axes: {given}", keras=keras, input=index, argument="axes")
    return found[0], found[1]


KIND = Dot()
