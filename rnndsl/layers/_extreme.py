"""What max and min share: the extreme value over axes, among which a value of the file's own may stand."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float, optional

from ._operation import refuse_constant
from ._reducing import REDUCED, Reducing
from .kind import Call


class Extreme(Reducing):
    """Keeps the dtype."""

    parameters = (*REDUCED, Entry("initial", optional(Float()), None, "A value that takes part as well."))

    def check(self, call: Call) -> None:
        """Refuse strings, and a value that the input's dtype cannot hold."""
        super().check(call)
        if call.input.dtype != "bool":
            refuse_constant(call, "initial")
