"""What cumsum and cumprod share: every value becomes what it makes with all values before it along an axis."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry, optional
from rnndsl.ir.tensor import DTYPES, TensorSpec

from ._dtypes import refuse_strings
from ._operation import AXIS, UNSAID, Operation, given_axes
from .kind import Call, Reach, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Running(Operation):
    """Keeps the shape."""

    moves = True

    parameters = (
        Entry("axis", optional(AXIS), None, "The axis to run along; 0 is the batch, null flattens first."),
        Entry(
            "dtype",
            optional(Choice(tuple(d for d in DTYPES if d != "string"))),
            None,
            "Dtype of the result; null: the input's.",
        ),
    )

    def infer(self, call: Call) -> Result:
        """The same shape; bools are counted as int32."""
        refuse_strings(call, "")
        axes = given_axes(call)
        if axes is None:
            return UNSAID
        dtype = call.args["dtype"] or call.input.dtype
        return Result((TensorSpec(call.input.dims, "int32" if dtype == "bool" else dtype),))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """All steps before."""
        return Reach(None)
