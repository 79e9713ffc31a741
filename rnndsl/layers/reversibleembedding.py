"""ReversibleEmbedding: a row of a table for every id, and, called with `reverse`, a score for every id from a vector."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, differ, multiply, product, show
from rnndsl.ir.fields import Bool, Choice, Entry, Float, optional
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec, Weight

from ._calling import REVERSE
from ._dtypes import FLOATS, compute_dtype, refuse_strings
from .embedding import KIND as EMBEDDING
from .embedding import Embedding
from .kind import Call, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class ReversibleEmbedding(Embedding):
    """(…) to (…, output_dim), in reverse (…, output_dim) to (…, input_dim); one table for both, or two."""

    name = "ReversibleEmbedding"
    doc = "Turns ids into vectors, and vectors back into scores of ids with the same table."
    work = "in reverse, output_dim·input_dim at every position"
    call_parameters = (REVERSE,)
    parameters = (
        *EMBEDDING.parameters[:2],
        Entry("tie_weights", Bool(), True, "Use the table both ways; false learns another one for the way back."),
        *EMBEDDING.parameters[2:],
        Entry("reverse_dtype", optional(Choice(FLOATS)), None, "Dtype of the way back; null: the layer's."),
        Entry("logit_soft_cap", optional(Float(0, open_low=True)), None, "Squeeze the scores between its negative and itself."),
    )

    def infer(self, call: Call) -> Result:
        """As Embedding; in reverse, refuses vectors of another width than the table's."""
        args, forth = call.args, super().infer(call)
        weights = forth.weights
        if not args["tie_weights"]:
            back = (args["output_dim"], args["input_dim"])
            weights += (Weight("reverse_embeddings", back, args["trainable"], weights[0].dtype),)
        if not args["reverse"]:
            return Result(forth.outputs, weights)
        tensor, wide = call.input, args["output_dim"]
        refuse_strings(call)
        if tensor.rank < 2:  # the batch itself is taken for a vector
            return Result((UNKNOWN_TENSOR,), weights)
        if differ(tensor.dims[-1], wide):
            expected = f"vectors of {show(wide)}, as wide as the table"
            keras = "Matrix size-incompatible"
            refuse("axis", expected, str(tensor), keras=keras, input=0, argument="output_dim", axis=-1)
        return Result((TensorSpec((*tensor.dims[:-1], args["input_dim"]), compute_dtype(args)),), weights)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Looking up multiplies nothing; the way back is a product with the table."""
        if not call.args["reverse"]:
            return 0
        return multiply(product(call.input.dims), call.args["input_dim"])

    def equation(self, call: Call) -> str:
        """A row of the table, or a product with all of them."""
        if not call.args["reverse"]:
            return super().equation(call)
        if call.input.rank < 2:
            return ""
        cap = call.args["logit_soft_cap"]
        scores = "input @ E.T" if call.args["tie_weights"] else "input @ reverse_embeddings"
        return f"tanh({scores} / {cap:g}) * {cap:g}" if cap else scores

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """As Embedding; in reverse, a product with the same table."""
        from .equations.in_torch import said

        if not call.args["reverse"]:
            return super().in_torch(call, result) if call.args["tie_weights"] else ()
        plainly = call.args["tie_weights"] and not call.args["logit_soft_cap"] and call.input.rank > 1
        return said("x @ embeddings.T" if plainly else "", result)


KIND = ReversibleEmbedding()
