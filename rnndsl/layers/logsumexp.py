"""logsumexp: the logarithm of the sum of exponentials over axes."""

from __future__ import annotations

from ._dtypes import refuse_all_but_floats
from ._reducing import Reducing
from .kind import Call


class Logsumexp(Reducing):
    """Keras' ops.logsumexp."""

    name = "logsumexp"
    doc = "Takes the logarithm of the sum of exponentials over axes; a mask is not read."

    def check(self, call: Call) -> None:
        """Refuse all but floats."""
        refuse_all_but_floats(call)

    def dtype(self, dtype: str) -> str:
        """What Keras announces, whatever it computes in."""
        return "float32"


KIND = Logsumexp()
