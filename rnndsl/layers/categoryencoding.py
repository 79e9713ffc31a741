"""CategoryEncoding: ids to one number per id."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int, optional
from rnndsl.ir.tensor import TensorSpec

from ._categories import common, encoded, output_mode, refuse_halves
from ._dtypes import compute_dtype, refuse_strings, variable_dtype
from .kind import Call, Kind, Result, refuse


class CategoryEncoding(Kind):
    """Keras' CategoryEncoding."""

    name = "CategoryEncoding"
    doc = "Turns ids into vectors as long as there are ids; a mask is lost."
    family = "text and embedding"
    masks = "drops"
    dimensional = ("num_tokens",)
    parameters = (
        Entry("num_tokens", optional(Int(1)), None, "Number of ids: the largest id plus one."),
        output_mode("multi_hot", "one_hot", "multi_hot", "count"),
    )

    def entries(self) -> tuple[Entry, ...]:
        """All parameters; the dtype may be one of whole numbers."""
        return (*self.parameters, *common("trainable", "dtype"))

    def infer(self, call: Call) -> Result:
        """The shape that Keras announces; raises Refusal on strings and without `num_tokens`."""
        args = call.args
        if args["num_tokens"] is None:
            refuse("argument", "num_tokens", "none", keras="num_tokens must be set to use this layer", argument="num_tokens")
        refuse_strings(call, "Cast string to … is not supported")
        refuse_halves(call, variable_dtype(args))
        return Result((TensorSpec(encoded(call, args["num_tokens"]), compute_dtype(args)),))


KIND = CategoryEncoding()
