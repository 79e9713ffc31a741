"""mean: the mean over axes."""

from __future__ import annotations

from ._reducing import Reducing, floating


class Mean(Reducing):
    """Keras' ops.mean: whole numbers give floats."""

    name = "mean"
    doc = "Takes the mean over axes; a mask is not read."
    keeps_mask = "take the mean over time with GlobalAveragePooling1D, which leaves masked steps out"

    def dtype(self, dtype: str) -> str:
        """A float."""
        return floating(dtype)


KIND = Mean()
