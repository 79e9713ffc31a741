"""What the operations share that reduce axes to one value: over some axes, or over all of them, the batch included."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry

from ._dtypes import refuse_strings
from ._operation import UNSAID, Operation, axes_entry, batched, given_axes, shape_of
from ._ranks import refuse_twice
from .kind import STEP, Call, Reach, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

KEEPDIMS = Entry("keepdims", Bool(), False, "Keep the reduced axes, with length 1.")
REDUCED = (axes_entry("The axes to reduce"), KEEPDIMS)


class Reducing(Operation):
    """Reduces axes. `strings` is what Keras says to strings."""

    parameters: tuple[Entry, ...] = REDUCED
    strings = ""

    def dtype(self, dtype: str) -> str:
        """The dtype of the result."""
        return dtype

    def check(self, call: Call) -> None:
        """Refuse strings; operations that need more say so."""
        refuse_strings(call, self.strings)

    def infer(self, call: Call) -> Result:
        """The shape without the reduced axes."""
        self.check(call)
        axes = given_axes(call)
        if axes is None:
            return UNSAID
        refuse_twice(call, axes)
        if 0 in axes:
            return UNSAID
        if call.args["keepdims"]:
            shape = [1 if place in axes else dim for place, dim in enumerate(shape_of(call))]
        else:
            shape = [dim for place, dim in enumerate(shape_of(call)) if place not in axes]
        return batched(shape, self.dtype(call.input.dtype))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """No time steps are left where axis 1 is reduced."""
        axes = args["axis"]
        return STEP if axes is not None and 1 not in (axes if isinstance(axes, (list, tuple)) else [axes]) else None


def widened(dtype: str) -> str:
    """The dtype in which Keras adds and multiplies many small numbers."""
    if dtype in ("bool", "int8", "int16"):
        return "int32"
    return "uint32" if dtype in ("uint8", "uint16") else dtype


def floating(dtype: str) -> str:
    """The dtype of a mean: floats stay, all else becomes float32."""
    return dtype if "float" in dtype else "float32"
