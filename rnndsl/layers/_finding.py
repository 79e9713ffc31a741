"""What argmax and argmin share: the place of a value along one axis, or (null) in the whole batch."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, optional

from ._operation import AXIS
from ._reducing import KEEPDIMS, Reducing


class Finding(Reducing):
    """Gives indices as int32."""

    parameters = (Entry("axis", optional(AXIS), None, "The axis to look along; 0 is the batch, null looks over all."), KEEPDIMS)

    def dtype(self, dtype: str) -> str:
        """Indices."""
        return "int32"
