"""Multiply: the product of several tensors."""

from __future__ import annotations

from ._merging import Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Call


class Multiply(Masked):
    """Keras' Multiply."""

    name = "Multiply"
    doc = "Computes the product of its inputs value by value; axes of length 1 broadcast."

    def equation(self, call: Call) -> str:
        """The product, where no mask changes it."""
        if any(tensor.mask is not None for tensor in call.inputs):
            return ""
        return self.terms(call, "*")

    def torch(self, call: Call) -> str:
        """The product of tensors of one rank."""
        return self.equation(call) if len({t.rank for t in call.inputs}) == 1 else ""


KIND = Multiply()
