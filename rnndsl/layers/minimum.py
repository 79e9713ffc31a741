"""Minimum: the smallest of several tensors, value by value."""

from __future__ import annotations

from ._merging import Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Call


class Minimum(Masked):
    """Keras' Minimum."""

    name = "Minimum"
    doc = "Takes the smallest of its inputs value by value; axes of length 1 broadcast."

    def equation(self, call: Call) -> str:
        """One after another, where no mask changes them."""
        text = "inputs[0]"
        for k in range(1, len(call.inputs)):
            text = f"minimum({text}, inputs[{k}])"
        return "" if any(tensor.mask is not None for tensor in call.inputs) else text


KIND = Minimum()
