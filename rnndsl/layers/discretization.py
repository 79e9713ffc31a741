"""Discretization: numbers to the ids of the ranges that they fall into."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, Sym
from rnndsl.ir.fields import Entry, Float, Int, ListOf, optional
from rnndsl.ir.tensor import TensorSpec

from ._categories import common, encoded, output_mode, refuse_halves
from ._dtypes import compute_dtype, no_kernel, refuse_strings
from ._ranks import whole
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Discretization(Kind):
    """Keras' Discretization; the boundaries are a list in the file, or quantiles of the training part."""

    name = "Discretization"
    doc = "Turns numbers into the ids of ranges, with given boundaries or as many in each as in the others."
    family = "text and embedding"
    masks = "drops"
    learned = ("bin_boundaries",)
    asks = ("num_bins",)
    fact = "num_bins"
    parameters = (
        Entry("bin_boundaries", optional(ListOf(Float(), low=1)), None, "Where ranges end; null learns them from the data."),
        Entry("num_bins", optional(Int(1)), None, "Number of ranges to learn."),
        Entry("epsilon", Float(0, 1, open_low=True), 0.01, "Error allowed in the boundaries that are learned."),
        output_mode("int", "int", "one_hot", "multi_hot", "count"),
    )

    def entries(self) -> tuple[Entry, ...]:
        """All parameters; Keras' constructor takes no `trainable` here."""
        return (*self.parameters, *common("dtype"))

    def infer(self, call: Call) -> Result:
        """The shape that Keras announces, of int32 ids or numbers; raises Refusal on strings."""
        args, mode = call.args, call.args["output_mode"]
        _check_bins(args)
        refuse_strings(call, no_kernel(call.input))
        refuse_halves(call, compute_dtype(args))
        if mode == "int":
            return Result((TensorSpec(call.input.dims, "int32"),))
        shape, depth = whole(call.input.dims, call.batch_size), self._depth(call)
        if mode == "one_hot":
            return Result((TensorSpec(encoded(call, depth), compute_dtype(args)),))
        announced: Shape = (*shape[2:], depth) if len(shape) > 1 else ()  # Keras takes the first axis away, not the last
        return Result((TensorSpec(announced, compute_dtype(args)),))

    def size(self, args: Mapping[str, Any]) -> int | None:
        """Number of ranges; None where only the data tell how many are left of more than Keras keeps quantiles for."""
        boundaries, bins = args["bin_boundaries"], args["num_bins"]
        if boundaries is not None:
            return len(boundaries) + 1
        if bins is None or bins * args["epsilon"] > 1:
            return None
        return -int(-1 // (1 / bins))  # Keras steps from 0 to 1 in floating point: 49 ranges become 50

    def _depth(self, call: Call) -> Dim:
        size = self.size(call.args)
        return Sym(f"{call.layer}.{self.fact}", fixed=True) if size is None else size


def _check_bins(args: Mapping[str, Any]) -> None:
    """Refuse both of boundaries and their number, and neither."""
    boundaries, bins = args["bin_boundaries"], args["num_bins"]
    if boundaries is not None and bins is not None:
        keras = "Both `num_bins` and `bin_boundaries` should not be set"
        refuse("argument", "bin_boundaries or num_bins", "both", keras=keras, argument="num_bins")
    if boundaries is None and bins is None:
        keras = "You need to set either `num_bins` or `bin_boundaries`"
        refuse("argument", "bin_boundaries or num_bins", "neither", keras=keras, argument="bin_boundaries")


KIND = Discretization()
