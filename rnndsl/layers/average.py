"""Average: the mean of several tensors."""

from __future__ import annotations

from ._merging import Elementwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Call


class Average(Elementwise):
    """Keras' Average."""

    name = "Average"
    doc = "Computes the mean of its inputs value by value; axes of length 1 broadcast."

    def equation(self, call: Call) -> str:
        """The mean."""
        return f"({self.terms(call, '+')}) / {len(call.inputs)}"


KIND = Average()
