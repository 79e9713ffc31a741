"""Flatten: all axes but the batch become one."""

from __future__ import annotations

from rnndsl.ir.dims import product
from rnndsl.ir.fields import Entry

from ._dtypes import cast, kept
from ._formats import DATA_FORMAT, features_first
from .kind import Call, Kind, Reach, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Flatten(Kind):
    """Keras' Flatten."""

    name = "Flatten"
    doc = "Makes one axis of all axes but the batch; a mask is lost."
    masks = "drops"
    drops_time = True
    keeps_values = True
    keeps_mask = "make one vector with a layer that knows masks: a recurrent layer, or GlobalAveragePooling1D"
    parameters: tuple[Entry, ...] = (DATA_FORMAT,)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """No time steps are left."""
        return None

    def infer(self, call: Call) -> Result:
        """(N, a, b, …) to (N, a·b·…); scalars become (N, 1)."""
        return Result((kept(call, (product(call.input.dims),), cast(call.input, call.args)),))

    def equation(self, call: Call) -> str:
        """The elements in one row."""
        from rnndsl.ir.dims import show

        if features_first(call.args):
            return ""
        return f"reshape(input, {show(self.infer(call).outputs[0].dims[0])})"

    def torch(self, call: Call) -> str:
        """All axes after the batch."""
        return "x.flatten(1)" if not features_first(call.args) and call.input.rank > 1 else ""


KIND = Flatten()
