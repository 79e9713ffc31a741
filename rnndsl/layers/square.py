"""square: the square of every value."""

from __future__ import annotations

from ._valuewise import Valuewise
from .kind import Call


class Square(Valuewise):
    """Keras' ops.square."""

    name = "square"
    doc = "Takes the square of every value."

    def dtype(self, call: Call) -> str:
        """Bools are squared as int32."""
        return "int32" if call.input.dtype == "bool" else call.input.dtype


KIND = Square()
