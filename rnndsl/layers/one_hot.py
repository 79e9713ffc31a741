"""one_hot: a vector of zeros with a one for every id."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry, Int, optional
from rnndsl.ir.tensor import DTYPES

from ._dtypes import refuse_strings
from ._operation import UNSAID, Operation, batched, shape_of
from .kind import Call, Result, refuse


class OneHot(Operation):
    """Keras' ops.one_hot."""

    name = "one_hot"
    doc = "Turns every id into a vector of zeros with a one at the id's place."
    family = "text and embedding"
    dimensional = ("num_classes",)
    parameters = (
        Entry("num_classes", Int(1), doc="Number of ids: the width of the vectors."),
        Entry("axis", Int(-1), -1, "Where the new axis stands; -1 is the end."),
        Entry(
            "dtype", optional(Choice(tuple(d for d in DTYPES if d != "string"))), None, "Dtype of the result; null: float32."
        ),
    )

    def infer(self, call: Call) -> Result:
        """(N, T) to (N, T, num_classes)."""
        refuse_strings(call, "")
        shape, axis = shape_of(call), call.args["axis"]
        if axis >= len(shape):
            keras = "axis must be -1 or between"
            refuse("argument", f"-1, or an axis from 0 to {len(shape) - 1}", f"axis: {axis}", keras=keras, argument="axis")
        if axis == 0:
            return UNSAID
        at = len(shape) if axis == -1 else axis
        return batched([*shape[:at], call.args["num_classes"], *shape[at:]], call.args["dtype"] or "float32")


KIND = OneHot()
