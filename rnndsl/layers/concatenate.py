"""Concatenate: several tensors one behind the other along an axis."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, differ, total
from rnndsl.ir.fields import Entry, Int
from rnndsl.ir.tensor import Mask, TensorSpec

from ._dtypes import compute_dtype
from ._merging import refuse_merge, together
from ._ranks import need_axis, unlike, whole
from .kind import Call, Kind, Result, refuse


class Concatenate(Kind):
    """Keras' Concatenate."""

    name = "Concatenate"
    doc = "Joins its inputs along one axis; all other axes must agree."
    low = 2
    high = None
    masks = "own"
    family = "merge"
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

    def equation(self, call: Call) -> str:
        """Its inputs side by side, along an axis of a sample."""
        axis = call.args["axis"]
        parts = ", ".join(f"inputs[{k}]" for k in range(len(call.inputs)))
        return "" if axis % call.inputs[0].rank == 0 else f"concat({parts}, axis={axis if axis < 0 else axis - 1})"

    def torch(self, call: Call) -> str:
        """`torch.cat`, along the same axis."""
        axis, parts = call.args["axis"], ", ".join(f"inputs[{k}]" for k in range(len(call.inputs)))
        return "" if axis % call.inputs[0].rank == 0 else f"torch.cat([{parts}], dim={axis})"


def _check_strings(call: Call) -> None:
    """Refuse strings beside numbers."""
    texts = [tensor.dtype == "string" for tensor in call.inputs]
    if any(texts) and not all(texts):
        found = " and ".join(tensor.dtype for tensor in call.inputs)
        refuse("dtype", "only strings or only numbers", found, input=texts.index(not texts[0]))


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
    origin = next((tensor.mask.origin for tensor in call.inputs if tensor.mask is not None), None)
    if origin is None:
        return None
    grown = [_grown(call, index, shape) for index, shape in enumerate(shapes)]
    exact = any(mask == shape for mask, shape in zip(grown, shapes, strict=True))  # so masks are as long as tensors
    for index, shape in enumerate(grown):
        others = [pair for other in (grown[0], *(shapes if exact else ())) for pair in zip(shape, other, strict=True)]
        if any(unlike(a, b) for i, (a, b) in enumerate(others) if i % len(shape) != axis):
            refuse_merge(call, index, "masks of one shape", "Every value in `xs` must have the same shape", axis)
    length = total(shape[axis] for shape in grown)
    joined = (*grown[0][:axis], length, *grown[0][axis + 1 :])
    return Mask(joined[1:-1], origin)


def _grown(call: Call, index: int, shape: Shape) -> Shape:
    """The mask of an input with one value per feature; an input without one counts everywhere."""
    mask = call.inputs[index].mask
    if mask is None:
        return shape
    batched = whole(mask.shape, call.batch_size)
    grown = together((*batched, 1), shape) if len(batched) < len(shape) else batched
    if grown is None or len(grown) != len(shape):
        refuse_merge(call, index, "a mask that fits its tensor", "Cannot broadcast shape")
    return grown


KIND = Concatenate()
