"""std: the standard deviation over axes."""

from __future__ import annotations

from ._reducing import Reducing, floating


class Std(Reducing):
    """Keras' ops.std."""

    name = "std"
    doc = "Takes the standard deviation over axes; a mask is not read."

    def dtype(self, dtype: str) -> str:
        """A float."""
        return floating(dtype)


KIND = Std()
