"""ELU: the exponential linear unit as a layer."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._dtypes import refuse_all_but_floats
from ._passing import Passing
from .kind import Call


class ELU(Passing):
    """Keras' ELU."""

    name = "ELU"
    doc = "Computes x where x > 0, else alpha · (exp(x) - 1)."
    family = "dense and activation"
    per_step = True
    parameters = (Entry("alpha", Float(), 1.0, "Factor of the negative part."),)

    def check(self, call: Call) -> None:
        """Refuse all but floats."""
        refuse_all_but_floats(call)

    def equation(self, call: Call) -> str:
        """The input, or an exponential where it is negative."""
        return f"where(input > 0, input, {call.args['alpha']:g} * (exp(input) - 1))"


KIND = ELU()
