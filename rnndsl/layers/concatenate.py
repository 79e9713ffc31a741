"""Concatenate: several tensors one behind the other along an axis."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, differ, total
from rnndsl.ir.fields import Entry, Int
from rnndsl.ir.tensor import Mask, TensorSpec

from ._dtypes import compute_dtype
from ._merging import numpy_broadcast, refuse_merge
from ._ranks import need_axis, whole
from .kind import Call, Kind, Result, refuse


class Concatenate(Kind):
    """Keras' Concatenate."""

    name = "Concatenate"
    doc = "Joins its inputs along one axis; all other axes must agree."
    low = 2
    high = None
    masks = "own"
    parameters = (Entry("axis", Int(), -1, "The axis to join along; 0 is the batch."),)

    def infer(self, call: Call) -> Result:
        """(N, T, a) and (N, T, b) to (N, T, a + b) along the last axis."""
        _check_strings(call)
        shapes = [whole(tensor.dims, call.batch_size) for tensor in call.inputs]
        axis = _axis(call, shapes)
        for index, shape in enumerate(shapes):
            for other in shapes[:index]:
                if any(differ(a, b) for i, (a, b) in enumerate(zip(shape, other, strict=True)) if i != axis):
                    _refuse(call, index, axis)
        length = total(shape[axis] for shape in shapes)
        whole_shape = (*shapes[0][:axis], length, *shapes[0][axis + 1 :])
        return Result((TensorSpec(whole_shape[1:], compute_dtype(call.args), _mask(call, shapes, axis)),))


def _check_strings(call: Call) -> None:
    """Refuse strings beside numbers."""
    texts = [tensor.dtype == "string" for tensor in call.inputs]
    if any(texts) and not all(texts):
        found = " and ".join(tensor.dtype for tensor in call.inputs)
        keras = "Concatenate cannot join strings and numbers"
        refuse("dtype", "only strings or only numbers", found, keras=keras, input=texts.index(not texts[0]))


def _axis(call: Call, shapes: list[Shape]) -> int:
    """The axis from the front; refuses unequal ranks and an axis that the inputs have not."""
    for index, shape in enumerate(shapes):
        if len(shape) != len(shapes[0]):
            _refuse(call, index, call.args["axis"])
    return need_axis(shapes[0], call.args["axis"])


def _refuse(call: Call, index: int, axis: int) -> None:
    keras = "A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis"
    refuse_merge(call, index, f"the same axes, and the same lengths except along axis {axis}", keras, axis=axis)


def _mask(call: Call, shapes: list[Shape], axis: int) -> Mask | None:
    """The masks one behind the other, where any input has one: a step counts if any of its features does."""
    masks = [tensor.mask for tensor in call.inputs]
    first = next((mask for mask in masks if mask is not None), None)
    if first is None:
        return None
    grown = []
    for index, (mask, shape) in enumerate(zip(masks, shapes, strict=True)):
        if mask is not None:
            batched = whole(mask.shape, call.batch_size)
            shape = numpy_broadcast((*batched, 1), shape, call, index) if len(batched) < len(shape) else batched
        grown.append(shape)
    length = total(shape[axis] for shape in grown)
    joined = (*grown[0][:axis], length, *grown[0][axis + 1 :])
    return Mask(joined[1:-1], first.origin)


KIND = Concatenate()
