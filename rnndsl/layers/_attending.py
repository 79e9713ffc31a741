"""What Attention and AdditiveAttention share: a query looks over values, by keys where they are given.

Inputs are [query (N, Tq, D), value (N, Tv, V)] or [query, value, key (N, Tv, D)]; the output is (N, Tq, V). The mask of the
query passes; that of the value hides steps from the query. Keras builds the layer on any shapes and fails at the first batch;
inference refuses what provably fails there.
"""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN, Dim, Shape, add, differ, divide, multiply, product, show, show_shape
from rnndsl.ir.tensor import TensorSpec, Weight

from ._dtypes import FLOATS, compute_dtype, no_kernel, refuse_strings
from ._merging import refuse_merge, together
from ._querying import Querying, roles
from ._ranks import unlike, whole
from .kind import Call, Result, refuse

DROPOUT = "Share of the attention weights to drop while training."

# Keras' words where dtypes, a product, a sum, a batch of matrices or a mask does not fit.
_ADD = "cannot compute AddV2 as input #1(zero-based) was expected to be"
_MATRIX, _SUM = "Matrix size-incompatible", "Incompatible shapes"
_BATCH, _WHERE = "must have compatible batch dimensions", "must be broadcastable"


class Attending(Querying):
    """Base of the attention layers with one head."""

    def infer(self, call: Call) -> Result:
        """[(N, Tq, D), (N, Tv, V)] to (N, Tq, V)."""
        refuse_strings(call)
        for index, tensor in enumerate(call.inputs):
            if tensor.rank < 2:  # a query without features gives an output without a batch axis
                keras = "axis -2 is out of bounds for an array with dimension 1"
                refuse("rank", "(N, T, F)", show_shape(tensor.shape), keras=keras, input=index)
        self._check_dtypes(call)
        query, value, key = roles(call)
        _, _, attended = self._check_shapes(call, query, value, key)
        announced = (*query[:-1], value[-1])
        if len(attended) != len(announced) or any(map(unlike, attended, announced)):
            found = f"{show_shape(query[1:])} and {show_shape(value[1:])}, for which Keras announces another shape"
            refuse("merge", "a query and a value of one rank", found, input=1)
        dtype = compute_dtype(call.args)
        main = TensorSpec((*query[1:-1], value[-1]), dtype, call.inputs[0].mask)
        scores = TensorSpec((*query[1:-1], key[-2]), dtype)
        outputs = (main, scores) if call.args["return_attention_scores"] else (main,)
        return Result(outputs, self.weights(call))

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """The scores, and their product with the values."""
        query, value, key = roles(call)
        scores, _, attended = self._check_shapes(call, query, value, key)
        width = together(query[-1:], key[-1:]) if self.weighs(call) else None
        found = add(product((*scores, *width)) if width else 0, product((*attended, value[-2])))
        return _of_one(found, query)

    def saved(self, call: Call, result: Result) -> Dim:
        """The scores, before and after the softmax."""
        query, value, key = roles(call)
        return _of_one(multiply(2, product(self._check_shapes(call, query, value, key)[1])), query)

    def weighs(self, call: Call) -> bool:
        """True if each score adds up one product for every feature."""
        return self.multiplies(call)

    def multiplies(self, call: Call) -> bool:
        """True if scores are products of query and key, False if they come from their sum."""
        return False

    def weights(self, call: Call) -> tuple[Weight, ...]:
        """The layer's weights."""
        return ()

    def _check_dtypes(self, call: Call) -> None:
        """Refuse dtypes of query and key that TensorFlow cannot add, or whose product the softmax cannot take."""
        query, key = call.inputs[0].dtype, call.inputs[-1 if len(call.inputs) == 3 else 1].dtype
        floats = [dtype in FLOATS for dtype in (query, key)]
        if self.multiplies(call):
            if not any(floats) and not call.args["use_scale"]:
                refuse("dtype", "floats", query, keras=no_kernel(call.inputs[0]), input=0)
        elif query == "bool" or (query != key and not all(floats)):
            keras = no_kernel(call.inputs[0]) if query == "bool" else _ADD
            refuse("dtype", "a query and a key of one dtype", f"{query} and {key}", keras=keras, input=0)

    def _check_shapes(self, call: Call, query: Shape, value: Shape, key: Shape) -> tuple[Shape, Shape, Shape]:
        """Compute the scores and their product with the value as Keras will; refuse what does not fit.

        The shapes, batch axis included, of the scores, of the scores once the mask is laid over them, and of the product.
        """
        index, matrix, (a, b) = len(call.inputs) - 1, self.multiplies(call), (query[-1], key[-1])
        if differ(a, b) and (matrix or 1 not in (a, b)):
            role = "key" if index == 2 else "value"
            refuse_merge(call, index, f"a {role} as wide as the query: {show(a)}", _MATRIX if matrix else _SUM, -1)
        plain = scores = _fit(call, index, _scores(matrix, query, key), _BATCH if matrix else _SUM)
        hidden, seen = call.inputs[1].mask, call.inputs[0].mask
        if hidden is not None:
            scores = _fit(call, 1, together(scores, _rows(call, whole(hidden.shape, call.batch_size))), _WHERE)
        if unlike(scores[-1], value[-2]):
            refuse_merge(call, index, f"as many keys as values: {show(value[-2])}", _MATRIX, -2)
        attended = (*_fit(call, 1, together(scores[:-2], value[:-2]), _BATCH), scores[-2], value[-1])
        if seen is not None:
            _fit(call, 0, together(attended, (*whole(seen.shape, call.batch_size), 1)), _WHERE)
        return plain, scores, attended


def _fit(call: Call, index: int, shape: Shape | None, keras: str) -> Shape:
    """The shape, if there is one; else the input of that index does not go together with the others."""
    if shape is None:
        refuse_merge(call, index, "axes before time that broadcast to the query's", keras)
    return shape


def _of_one(count: Dim, query: Shape) -> Dim:
    """What is counted over the batch, for one of its samples; unknown where samples mix with other axes."""
    share = divide(count, query[0])
    return UNKNOWN if share is None else share


def _scores(product: bool, query: Shape, key: Shape) -> Shape | None:
    """The shape (N, Tq, Tk) of the scores, or None where TensorFlow cannot compute them: by a product, or by sums."""
    if product:
        leading = together(query[:-2], key[:-2])
        return None if leading is None else (*leading, query[-2], key[-2])
    sums = together((*query[:-1], 1, query[-1]), (*key[:-2], 1, *key[-2:]))
    return None if sums is None else sums[:-1]


def _rows(call: Call, mask: Shape) -> Shape:
    """A mask over values as Keras lays it over the scores: every row of a sample's scores gets the same."""
    return (*mask[:-1], 1, mask[-1]) if len(mask) == 2 or call.args["use_causal_mask"] else mask
