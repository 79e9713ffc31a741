"""stack: several tensors of one shape along a new axis."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, differ
from rnndsl.ir.fields import Entry

from ._merging import refuse_merge
from ._operation import AXIS, UNSAID, Operation, batched, given_axes, shape_of
from ._promoting import promoted
from .kind import Call, Result, refuse


class Stack(Operation):
    """Keras' ops.stack."""

    name = "stack"
    doc = "Puts tensors of one shape beside each other along a new axis."
    low = 2
    high = None
    family = "merge"
    parameters = (Entry("axis", AXIS, 0, "Where the new axis stands in the result; 0 is before the batch, -1 the end."),)

    def infer(self, call: Call) -> Result:
        """The common shape with an axis of as many as there are; refuses unequal shapes."""
        shapes = [shape_of(call, index) for index in range(len(call.inputs))]
        for index, other in enumerate(shapes):
            if not all(_alike(other, before) for before in shapes[:index]):
                refuse_merge(call, index, "tensors of one shape", "Every value in `x` must have the same shape")
        texts = [tensor.dtype == "string" for tensor in call.inputs]
        if any(texts) and not all(texts):
            refuse("dtype", "only strings or only numbers", "both", input=texts.index(True))
        axis = (given_axes(call, rank=len(shapes[0]) + 1) or [0])[0]
        if axis == 0:
            return UNSAID
        shape = shapes[0]
        return batched([*shape[:axis], len(shapes), *shape[axis:]], promoted(*(tensor.dtype for tensor in call.inputs)))


def _alike(a: list[Dim], b: list[Dim]) -> bool:
    return len(a) == len(b) and not any(differ(x, y) for x, y in zip(a, b, strict=True))


KIND = Stack()
