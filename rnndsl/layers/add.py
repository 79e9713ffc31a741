"""Add: the sum of several tensors."""

from __future__ import annotations

from ._merging import Elementwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Call


class Add(Elementwise):
    """Keras' Add."""

    name = "Add"
    doc = "Computes the sum of its inputs value by value; axes of length 1 broadcast."
    joins_strings = True

    def equation(self, call: Call) -> str:
        """The sum."""
        return self.terms(call, "+")

    def torch(self, call: Call) -> str:
        """The sum of tensors of one rank."""
        return self.equation(call) if len({t.rank for t in call.inputs}) == 1 else ""


KIND = Add()
