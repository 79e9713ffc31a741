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
        terms = " + ".join(f"inputs[{k}]" for k in range(len(call.inputs)))
        return f"({terms}) / {len(call.inputs)}"


KIND = Average()
