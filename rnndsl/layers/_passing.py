"""What the layers share that change values only: shape and mask pass, the dtype becomes the layer's own."""

from __future__ import annotations

from rnndsl.ir.tensor import TensorSpec

from ._dtypes import STRINGS, compute_dtype, refuse_strings
from .kind import Call, Kind, Result


def passed(call: Call) -> TensorSpec:
    """The only input, as a layer hands it on that keeps shape and mask."""
    return TensorSpec(call.input.shape, compute_dtype(call.args), call.input.mask)


class Passing(Kind):
    """A layer without weights that works value by value. `strings` is what Keras says to strings."""

    strings = STRINGS

    def check(self, call: Call) -> None:
        """Refuse strings; kinds that need more say so."""
        refuse_strings(call, self.strings)

    def infer(self, call: Call) -> Result:
        """Shape and mask of the input, the layer's dtype; refuses what the layer cannot compute on."""
        self.check(call)
        return Result((passed(call),))
