"""LeakyReLU: a rectified linear unit whose negative part keeps a small slope."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._dtypes import refuse_bools
from ._passing import Passing
from .kind import Call


class LeakyReLU(Passing):
    """Keras' LeakyReLU."""

    name = "LeakyReLU"
    doc = "Computes x where x > 0, else negative_slope · x."
    family = "dense and activation"
    per_step = True
    parameters = (Entry("negative_slope", Float(0), 0.3, "Slope of the negative part."),)

    def check(self, call: Call) -> None:
        """Refuse bools and strings."""
        refuse_bools(call)

    def equation(self, call: Call) -> str:
        """The input, or a share of it where it is negative."""
        return f"where(input > 0, input, {call.args['negative_slope']:g} * input)"


KIND = LeakyReLU()
