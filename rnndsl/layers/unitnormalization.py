"""UnitNormalization: scales to length 1 along axes."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Int, ListOf

from ._dtypes import refuse_all_but_floats
from ._normalizing import lengths, sees
from ._passing import Passing
from ._ranks import refuse_twice
from .kind import Call, Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class UnitNormalization(Passing):
    """Keras' UnitNormalization."""

    name = "UnitNormalization"
    doc = "Scales each sample (and time step) to a vector of length 1."
    family = "normalization and dropout"
    per_step = True
    parameters = (Entry("axis", Either((Int(), ListOf(Int()))), -1, "The axes along which the length is 1; 0 is the batch."),)

    def check(self, call: Call) -> None:
        """Refuse axes that are not there, and all but floats."""
        axis = call.args["axis"]
        axes = [axis] if isinstance(axis, int) else axis
        lengths(call, axes, learned=False, keras="out of bounds for input shape")
        refuse_twice(call, axes)
        refuse_all_but_floats(call, "is not in the list of allowed values")

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step alone along the last axis; along others, all steps."""
        return sees(args)

    def equation(self, call: Call) -> str:
        """The features by their length."""
        if call.args["axis"] not in (-1, call.input.rank - 1) or call.input.rank < 2:
            return ""
        return "input / sqrt(maximum(sum(input * input, axis=-1, keepdims=True), 1e-12))"


KIND = UnitNormalization()
