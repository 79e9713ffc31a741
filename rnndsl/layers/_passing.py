"""What the layers share that change values only: shape and mask pass, the dtype becomes the layer's own."""

from __future__ import annotations

from rnndsl.ir.tensor import TensorSpec

from ._dtypes import STRINGS, compute_dtype, kept, refuse_strings
from .kind import Call, Kind, Result


def passed(call: Call, whole: bool = False) -> TensorSpec:
    """The only input, as a layer hands it on that keeps shape and mask; `whole`: whole numbers and bools stay what they are."""
    announced = compute_dtype(call.args)
    if whole:
        return kept(call, call.input.dims, announced, call.input.mask)
    return TensorSpec(call.input.shape, announced, call.input.mask)


class Passing(Kind):
    """A layer without weights that works value by value. `strings` is what Keras says to strings."""

    strings = STRINGS

    def whole(self, call: Call) -> bool:
        """True if whole numbers and bools stay what they are, though Keras announces floats."""
        return False

    def check(self, call: Call) -> None:
        """Refuse strings; kinds that need more say so."""
        refuse_strings(call, self.strings)

    def infer(self, call: Call) -> Result:
        """Shape and mask of the input, the layer's dtype; refuses what the layer cannot compute on."""
        self.check(call)
        return Result((passed(call, self.whole(call)),))
