"""cast: the same values in another dtype."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry
from rnndsl.ir.tensor import DTYPES, TensorSpec

from ._dtypes import refuse_strings
from ._operation import Operation
from .kind import Call, Result


class Cast(Operation):
    """Keras' ops.cast."""

    name = "cast"
    doc = "Turns values into another dtype: floats are truncated to whole numbers."
    keeps_values = True
    parameters = (Entry("dtype", Choice(tuple(dtype for dtype in DTYPES if dtype != "string")), doc="The new dtype."),)

    def infer(self, call: Call) -> Result:
        """The same shape; refuses strings, which Keras turns into no numbers."""
        refuse_strings(call, "Cast string to")
        same = call.args["dtype"] == call.input.dtype  # TensorFlow hands the tensor itself on, and its mask with it
        return Result((TensorSpec(call.input.dims, call.args["dtype"], call.input.mask if same else None),))


KIND = Cast()
