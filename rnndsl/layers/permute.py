"""Permute: the axes of a sample in another order."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int, ListOf

from ._dtypes import cast, kept
from ._ranks import need_rank
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Permute(Kind):
    """Keras' Permute."""

    name = "Permute"
    doc = "Puts the axes of a sample into another order; a mask is lost."
    masks = "drops"
    keeps_values = True
    parameters = (
        Entry("dims", ListOf(Int(1)), doc="The new order of the axes, counted from 1: [2, 1] swaps time and features."),
    )

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """The time steps that come in are lost track of."""
        return None

    def infer(self, call: Call) -> Result:
        """(N, a, b) to (N, b, a) for dims [2, 1]."""
        dims = tuple(call.args["dims"])
        if sorted(dims) != list(range(1, len(dims) + 1)):
            refuse(
                "argument",
                f"each of 1 to {len(dims)} once",
                f"dims: {list(dims)}",
                keras="The set of indices in `dims` must be consecutive and start from 1",
                argument="dims",
            )
        shape = need_rank(call, len(dims) + 1, f"{len(dims) + 1} axes, the batch included, for dims {list(dims)}")
        return Result((kept(call, tuple(shape[d - 1] for d in dims), cast(call.input, call.args)),))

    def equation(self, call: Call) -> str:
        """The axes of a sample, counted from 0."""
        return f"transpose(input, ({', '.join(str(axis - 1) for axis in call.args['dims'])},))"

    def torch(self, call: Call) -> str:
        """The batch stays in front."""
        return f"x.permute(0, {', '.join(map(str, call.args['dims']))})"


KIND = Permute()
