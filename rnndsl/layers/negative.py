"""negative: the negative of every value."""

from __future__ import annotations

from ._dtypes import no_kernel
from ._valuewise import Valuewise
from .kind import Call, refuse


class Negative(Valuewise):
    """Keras' ops.negative."""

    name = "negative"
    doc = "Takes the negative of every value."

    def check(self, call: Call) -> None:
        """Refuse strings, bools and uint8."""
        super().check(call)
        if call.input.dtype in ("bool", "uint8"):
            refuse("dtype", "signed numbers", call.input.dtype, keras=no_kernel(call.input), input=0)


KIND = Negative()
