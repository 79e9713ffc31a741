"""HashedCrossing: pairs of values to ids, so that a model can weigh combinations."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import is_fixed
from rnndsl.ir.fields import Entry, Int
from rnndsl.ir.tensor import TensorSpec

from ._categories import common, encoded, output_mode
from ._dtypes import FLOATS, compute_dtype
from ._ranks import unlike
from .kind import Call, Kind, Result, refuse


class HashedCrossing(Kind):
    """Keras' HashedCrossing: two columns (N,) or (N, 1) to ids of the same shape, or to (N, num_bins)."""

    name = "HashedCrossing"
    doc = "Turns pairs of values into ids by a hash function."
    family = "text and embedding"
    low = 2
    high = 2
    masks = "drops"
    parameters = (
        Entry("num_bins", Int(1), doc="Number of ids."),
        output_mode("int", "int", "one_hot"),
    )

    def entries(self) -> tuple[Entry, ...]:
        """All parameters; the dtype may be one of whole numbers."""
        return (*self.parameters, *common("trainable", "dtype"))

    def infer(self, call: Call) -> Result:
        """The shape of the first input, or one vector for each pair; raises Refusal for what is no pair of columns."""
        args = call.args
        self._check_columns(call)
        if (
            args["output_mode"] == "one_hot"
            and call.input.dims
            and call.input.dims[-1] != 1
            and not is_fixed(call.input.dims[-1])
        ):
            expected, keras = "columns of a known width: (N, 1)", "inputs should have shape `()`, `(batch_size)`"
            refuse("axis", expected, str(call.input), keras=keras, input=0, axis=-1)
        dtype = "int64" if args["output_mode"] == "int" and not args["dtype"] else compute_dtype(args)
        return Result((TensorSpec(encoded(_single(call), args["num_bins"]), dtype),))

    def _check_columns(self, call: Call) -> None:
        for index, tensor in enumerate(call.inputs):
            if tensor.rank > 2 or (tensor.dims and unlike(tensor.dims[0], 1)):
                keras = "inputs should have shape `()`, `(batch_size)` or `(batch_size, 1)`"
                refuse("rank", "one value per sample", str(tensor), keras=keras, input=index, wants=2, has=tensor.rank)
            if tensor.real in FLOATS or tensor.real == "bool":
                keras = "inputs should have an integer or string dtype"
                refuse("dtype", "whole numbers or strings", tensor.real, keras=keras, input=index)
        first, second = (tensor.dims for tensor in call.inputs)
        free = any(not is_fixed(dim) for dim in (*first, *second)) and first[-1:] != second[-1:]
        if len(first) != len(second) or free:
            keras = "Expected the two input tensors to have identical shapes"
            refuse("merge", f"two inputs of one shape, as {call.inputs[0]}", str(call.inputs[1]), keras=keras, input=1)


def _single(call: Call) -> Call:
    """The call with 1 for a width that only the data tell: Keras takes no other."""
    first = call.inputs[0]
    wide = bool(first.dims) and call.args["output_mode"] == "one_hot"
    return replace(call, inputs=(replace(first, shape=(1,)), *call.inputs[1:])) if wide else call


KIND = HashedCrossing()
