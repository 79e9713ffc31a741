"""take: chosen places along an axis: the last step is `indices: -1, axis: 1`."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, add, show, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional

from ._operation import AXIS, UNSAID, Operation, batched, given_axes, shape_of
from .kind import STEP, Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Take(Operation):
    """Keras' ops.take."""

    name = "take"
    doc = "Takes places along an axis: one number takes the axis out, a list keeps it."
    keeps_values = True
    parameters = (
        Entry("indices", ListOf(Int(), low=1, single=True), doc="Which places; -1 is the last."),
        Entry("axis", optional(AXIS), None, "The axis to take from; 1 is time, 0 the batch, null flattens first."),
    )

    def infer(self, call: Call) -> Result:
        """The shape without the axis, or with as many places as are listed; refuses places that it has not."""
        shape, axes, given = shape_of(call), given_axes(call), call.args["indices"]
        if axes is None or axes[0] == 0:
            return UNSAID
        axis, places = axes[0], [given] if isinstance(given, int) else list(given)
        dim = shape[axis]
        odd = next((place for place in places if isinstance(dim, int) and not -dim <= place < dim), None)
        if odd is not None:
            found, wanted = f"{odd} on {show_shape(call.input.shape)}", f"a place from -{show(dim)} to {show(add(dim, -1))}"
            refuse("argument", wanted, found, keras="is not in [0,", argument="indices")
        kept: list[Dim] = [] if isinstance(given, int) else [len(places)]
        return batched([*shape[:axis], *kept, *shape[axis + 1 :]], call.input.dtype)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """One place of time is no time axis."""
        return None if args["axis"] == 1 and isinstance(args["indices"], int) else STEP


KIND = Take()
