"""What the dropouts share: random zeros while training, scaled so that sums stay, and so only for floats."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._dtypes import SCALED, refuse_all_but_floats
from ._passing import Passing
from .kind import Call

RATE = Entry("rate", Float(0, 1), doc="Share to drop.")


def drops(call: Call) -> bool:
    """True if the layer draws random numbers: a rate of 0 keeps all, a rate of 1 nothing."""
    rate = call.args["rate"]
    return isinstance(rate, (int, float)) and 0 < rate < 1


class Dropping(Passing):
    """A dropout: it hands values on as they are, once training is over."""

    family = "normalization and dropout"
    per_step = True
    keeps_values = True

    def check(self, call: Call) -> None:
        """Refuse what cannot be scaled."""
        if drops(call):
            refuse_all_but_floats(call, SCALED, "rate")
