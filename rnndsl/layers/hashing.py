"""Hashing: values to ids without a vocabulary."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Int, Str, optional
from rnndsl.ir.tensor import TensorSpec

from ._categories import common, computed, output_mode, refuse_halves, refuse_other, salt
from ._dtypes import variable_dtype
from ._ranks import whole
from .kind import Call, Kind, Result, refuse


class Hashing(Kind):
    """Keras' Hashing: values of any shape to ids of the same shape, or columns (N, 1) to (N, num_bins)."""

    name = "Hashing"
    doc = "Turns strings or whole numbers into ids by a hash function."
    family = "text and embedding"
    masks = "drops"
    parameters = (
        Entry("num_bins", Int(1), doc="Number of ids."),
        Entry("mask_value", optional(Either((Int(), Str("a string", empty=True)))), None, "The value that gets id 0."),
        salt(""),
        output_mode("int", "int", "one_hot", "multi_hot", "count"),
    )

    def entries(self) -> tuple[Entry, ...]:
        """All parameters; the dtype may be one of whole numbers."""
        return (*self.parameters, *common("trainable", "dtype"))

    def infer(self, call: Call) -> Result:
        """The shape that Keras announces; raises Refusal for a dtype that holds no ids, and a mask of another type."""
        args, tensor = call.args, call.input
        mode = args["output_mode"]
        if mode == "int" and args["dtype"] not in (None, "int32", "int64"):
            keras = "`dtype` should be an integer type"
            refuse("argument", "dtype: int32 or int64", args["dtype"], keras=keras, argument="dtype")
        _check_mask_value(call)
        if mode == "int":
            return Result((TensorSpec(tensor.dims, args["dtype"] or "int64"),))
        shape = whole(tensor.dims, call.batch_size)
        announced = (*shape[:-1], args["num_bins"])
        squeezed = shape[:-1] if mode == "one_hot" and shape[-1] == 1 else shape
        refuse_other(call, announced, computed(squeezed, mode, args["num_bins"]))
        refuse_halves(call, variable_dtype(args))
        return Result((TensorSpec(announced[1:], variable_dtype(args)),))


def _check_mask_value(call: Call) -> None:
    """Refuse a mask value that cannot be compared with the input."""
    value = call.args["mask_value"]
    if value is None or call.args["num_bins"] == 1 or isinstance(value, str) == (call.input.real == "string"):
        return
    found = f"mask_value: {value!r} for {call.input.real}"
    refuse("dtype", "a mask value of the input's type", found, keras="Cannot convert", input=0, argument="mask_value")


KIND = Hashing()
