"""Subtract: the difference of two tensors."""

from __future__ import annotations

from ._merging import Elementwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Call


class Subtract(Elementwise):
    """Keras' Subtract."""

    name = "Subtract"
    doc = "Computes the first input minus the second, value by value; axes of length 1 broadcast."
    high = 2

    def equation(self, call: Call) -> str:
        """The difference."""
        return self.terms(call, "-")


KIND = Subtract()
