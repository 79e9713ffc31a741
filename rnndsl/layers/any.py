"""any: whether any value is true, over axes."""

from __future__ import annotations

from ._reducing import Reducing


class Any(Reducing):
    """Keras' ops.any."""

    name = "any"
    doc = "Tells whether any value is true, over axes; a mask is not read."

    def dtype(self, dtype: str) -> str:
        """Bools."""
        return "bool"


KIND = Any()
