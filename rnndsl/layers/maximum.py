"""Maximum: the largest of several tensors, value by value."""

from __future__ import annotations

from ._merging import Masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Call


class Maximum(Masked):
    """Keras' Maximum."""

    name = "Maximum"
    doc = "Takes the largest of its inputs value by value; axes of length 1 broadcast."

    def equation(self, call: Call) -> str:
        """One after another, where no mask changes them."""
        text = "inputs[0]"
        for k in range(1, len(call.inputs)):
            text = f"maximum({text}, inputs[{k}])"
        return "" if any(tensor.mask is not None for tensor in call.inputs) else text


KIND = Maximum()
