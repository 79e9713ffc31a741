"""Multiply: the product of several tensors."""

from __future__ import annotations

from rnndsl.ir.dims import show_shape

from ._merging import Elementwise
from ._ranks import unlike, whole
from .kind import Call, refuse


class Multiply(Elementwise):
    """Keras' Multiply."""

    name = "Multiply"
    doc = "Computes the product of its inputs value by value; axes of length 1 broadcast."

    def check(self, call: Call) -> None:
        """Refuse masks that do not lie over all axes but the last: Keras multiplies masked values as 1."""
        super().check(call)
        rank = max(tensor.rank for tensor in call.inputs)
        for index, tensor in enumerate(call.inputs):
            if tensor.mask is None or tensor.rank < rank:  # Keras drops the mask where it adds axes
                continue
            mask, shape = (*whole(tensor.mask.shape, call.batch_size), 1), whole(tensor.dims, call.batch_size)
            pairs = zip(reversed(mask), reversed(shape), strict=False)
            if len(mask) > len(shape) or any(unlike(a, b) and a != 1 for a, b in pairs):
                expected, found = "a mask over all axes but the last", f"a mask {show_shape(tensor.mask.shape)}"
                refuse("rank", expected, found, keras="[Op:BroadcastTo]", input=index)


KIND = Multiply()
