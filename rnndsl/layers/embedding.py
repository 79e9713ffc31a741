"""Embedding: a row of a table for every id."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry, Int
from rnndsl.ir.tensor import Mask, TensorSpec, Weight

from ._dtypes import compute_dtype, refuse_strings, variable_dtype
from ._entries import constraint, initializer, regularizer
from ._initial import refuse_initializers
from .kind import Call, Kind, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class Embedding(Kind):
    """(…) to (…, output_dim) with input_dim·output_dim parameters; `mask_zero` masks where the id is 0."""

    name = "Embedding"
    doc = "Turns ids into vectors that are learnt."
    family = "text and embedding"
    masks = "own"
    dimensional = ("input_dim", "output_dim")
    parameters: tuple[Entry, ...] = (
        Entry("input_dim", Int(1), doc="Number of ids: the largest id plus one."),
        Entry("output_dim", Int(1), doc="Width of the vectors."),
        initializer("embeddings", "uniform"),
        regularizer("embeddings"),
        constraint("embeddings"),
        Entry("mask_zero", Bool(), False, "Id 0 is padding: mask it."),
    )

    def infer(self, call: Call) -> Result:
        """Every id becomes a vector, whatever the rank; raises Refusal on strings (floats are truncated: rule 105)."""
        tensor, args = call.input, call.args
        refuse_strings(call, "Cast string to int32 is not supported")
        mask = Mask(tensor.dims, call.layer) if args["mask_zero"] else None
        table = Weight("embeddings", (args["input_dim"], args["output_dim"]), args["trainable"], variable_dtype(args))
        refuse_initializers(args, (table,))
        return Result((TensorSpec((*tensor.dims, args["output_dim"]), compute_dtype(args), mask),), (table,))

    def equation(self, call: Call) -> str:
        """A row of the table for every id."""
        return "E[input]" if "int" in call.input.dtype else ""

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.Embedding`."""
        from .equations.in_torch import embedding

        return embedding(call, result)


KIND = Embedding()
