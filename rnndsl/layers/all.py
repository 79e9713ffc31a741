"""all: whether all values are true, over axes."""

from __future__ import annotations

from ._reducing import Reducing


class All(Reducing):
    """Keras' ops.all."""

    name = "all"
    doc = "Tells whether all values are true, over axes; a mask is not read."

    def dtype(self, dtype: str) -> str:
        """Bools."""
        return "bool"


KIND = All()
