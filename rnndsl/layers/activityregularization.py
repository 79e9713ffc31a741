"""ActivityRegularization: a penalty on what passes, and nothing else."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._dtypes import refuse_strings
from ._passing import Passing
from .kind import Call, refuse

# Their sum has another dtype, which TensorFlow does not multiply with the penalty's factor.
_WIDENED = {"bool": "Value for attr 'T' of bool is not in the list of allowed values"}
_WIDENED.update(dict.fromkeys(("int8", "uint8"), "cannot compute Mul as input #1(zero-based) was expected to be a"))


class ActivityRegularization(Passing):
    """Keras' ActivityRegularization."""

    name = "ActivityRegularization"
    doc = "Adds a penalty on its input to the loss and hands the input on."
    family = "normalization and dropout"
    per_step = True
    keeps_values = True
    parameters = (
        Entry("l1", Float(0), 0.0, "Factor of the sum of the absolute values."),
        Entry("l2", Float(0), 0.0, "Factor of the sum of the squares."),
    )

    def whole(self, call: Call) -> bool:
        """The input goes out as it came in."""
        return True

    def check(self, call: Call) -> None:
        """Refuse strings, and where there is a penalty what does not keep its dtype when it is summed."""
        refuse_strings(call, "Cannot convert 0.0 to EagerTensor of dtype string")
        if call.input.real in _WIDENED and (call.args["l1"] or call.args["l2"]):
            refuse("dtype", "floats or wide integers", call.input.real, keras=_WIDENED[call.input.real], input=0)


KIND = ActivityRegularization()
