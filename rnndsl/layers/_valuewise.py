"""What the operations share that compute value by value: the shape stays, and most give floats for whole numbers."""

from __future__ import annotations

from rnndsl.ir.tensor import TensorSpec

from ._dtypes import refuse_strings
from ._operation import Operation
from ._reducing import floating
from .kind import Call, Result


class Valuewise(Operation):
    """Gives every value another one."""

    parameters = ()

    def check(self, call: Call) -> None:
        """Refuse strings; operations that need more say so."""
        refuse_strings(call, "")

    def dtype(self, call: Call) -> str:
        """The dtype of the result."""
        return call.input.dtype

    def infer(self, call: Call) -> Result:
        """The same shape."""
        self.check(call)
        return Result((TensorSpec(call.input.dims, self.dtype(call)),))

    def equation(self, call: Call) -> str:
        """The function of every value, under its own name."""
        return f"{self.name}(input)"


class Transcendental(Valuewise):
    """Functions whose values are floats."""

    def dtype(self, call: Call) -> str:
        """A float; int64 becomes the default float too."""
        return floating(call.input.dtype)
