"""GaussianDropout: multiplies by noise around 1 while training."""

from __future__ import annotations

from ._dropping import RATE, Noising, refuse_all_dropped
from ._entries import SEED
from .kind import Call


class GaussianDropout(Noising):
    """Keras' GaussianDropout."""

    name = "GaussianDropout"
    doc = "Multiplies by random numbers around 1 while training; their variance is rate / (1 - rate)."
    scaled = "cannot compute Mul as input #1(zero-based) was expected to be a … tensor but is a float tensor"
    parameters = (RATE, SEED)

    def check(self, call: Call) -> None:
        """Refuse a rate of 1, whose variance would be infinite, and whole numbers and strings."""
        refuse_all_dropped(call, "float division by zero")
        if call.input.real != "bool":
            super().check(call)


KIND = GaussianDropout()
