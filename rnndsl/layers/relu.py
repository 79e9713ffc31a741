"""ReLU: the rectified linear unit as a layer, with a bound, a threshold and a slope below it."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float, optional

from ._dtypes import refuse_bools
from ._passing import Passing
from .kind import Call


class ReLU(Passing):
    """Keras' ReLU."""

    name = "ReLU"
    doc = "Computes max(x, 0), with a bound, a threshold and a slope below it where they are given."
    family = "dense and activation"
    per_step = True
    parameters = (
        Entry("max_value", optional(Float(0)), None, "Largest value; null for no bound."),
        Entry("negative_slope", Float(0), 0.0, "Slope below the threshold."),
        Entry("threshold", Float(0), 0.0, "Values below it are cut, or keep `negative_slope`."),
    )

    def whole(self, call: Call) -> bool:
        """Without a slope TensorFlow computes on whole numbers."""
        return bool(call.args["negative_slope"] == 0)

    def check(self, call: Call) -> None:
        """Refuse bools and strings."""
        refuse_bools(call)

    def equation(self, call: Call) -> str:
        """Three straight pieces."""
        low, high, slope = (call.args[name] for name in ("threshold", "max_value", "negative_slope"))
        if (low, high, slope) == (0, None, 0):
            return "relu(input)"
        above = "input" if high is None else f"minimum(input, {high:g})"
        return f"where(input > {low:g}, {above}, {slope:g} * (input - {low:g}))"


KIND = ReLU()
