"""sum: the sum over axes."""

from __future__ import annotations

from ._reducing import Reducing, widened


class Sum(Reducing):
    """Keras' ops.sum: small whole numbers are added as int32."""

    name = "sum"
    doc = "Adds up over axes; a mask is not read."

    def dtype(self, dtype: str) -> str:
        """Wide enough for many of them."""
        return widened(dtype)


KIND = Sum()
