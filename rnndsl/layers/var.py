"""var: the variance over axes."""

from __future__ import annotations

from ._reducing import Reducing, floating


class Var(Reducing):
    """Keras' ops.var."""

    name = "var"
    doc = "Takes the variance over axes; a mask is not read."

    def dtype(self, dtype: str) -> str:
        """A float."""
        return floating(dtype)


KIND = Var()
