"""sign: the sign (-1, 0 or 1) of every value."""

from __future__ import annotations

from ._dtypes import refuse_bools
from ._valuewise import Valuewise
from .kind import Call


class Sign(Valuewise):
    """Keras' ops.sign."""

    name = "sign"
    doc = "Takes the sign (-1, 0 or 1) of every value."

    def check(self, call: Call) -> None:
        """Refuse strings and bools."""
        refuse_bools(call)


KIND = Sign()
