"""What Attention and AdditiveAttention share: a query looks over values, by keys where they are given.

Inputs are [query (N, Tq, D), value (N, Tv, V)] or [query, value, key (N, Tv, D)]; the output is (N, Tq, V). The mask of the
query passes; that of the value hides steps from the query. Keras builds the layer on any shapes and fails at the first batch;
inference refuses what provably fails there.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, show, show_shape
from rnndsl.ir.tensor import TensorSpec, Weight

from ._dtypes import FLOATS, compute_dtype, refuse_strings
from ._merging import numpy_broadcast, refuse_merge
from ._ranks import whole
from .kind import Call, Kind, Result, refuse

DROPOUT = "Share of the attention weights to drop while training."


class Attending(Kind):
    """Base of the attention layers over two or three inputs."""

    low = 2
    high: int | None = 3
    masks = "own"

    def infer(self, call: Call) -> Result:
        """[(N, Tq, D), (N, Tv, V)] to (N, Tq, V)."""
        refuse_strings(call, self.name)
        for index, tensor in enumerate(call.inputs):
            if tensor.rank < 2 and (index != 1 or len(call.inputs) == 2):
                keras = "axis -2 is out of bounds for an array with dimension 1"
                refuse("rank", "(N, T, F)", show_shape(tensor.shape), keras=keras, input=index)
        query, value, key = _roles(call)
        self._check_dtypes(call)
        self._check_widths(call, query, key)
        if differ(_steps(call, query, key), value[-2]):
            expected = f"as many keys as values: {show(value[-2])}"
            refuse_merge(call, 2, expected, "Matrix size-incompatible")
        _check_leading(call, query, value, key)
        mask = call.inputs[0].mask
        return Result((TensorSpec((*query[1:-1], value[-1]), compute_dtype(call.args), mask),), self.weights(call))

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
                refuse("dtype", "floats", query, keras="Softmax cannot compute on whole numbers", input=0)
        elif query == "bool" or (query != key and not all(floats)):
            keras = f"cannot compute AddV2 on {query} and {key}"
            refuse("dtype", "a query and a key of one dtype", f"{query} and {key}", keras=keras, input=0)

    def _check_widths(self, call: Call, query: Shape, key: Shape) -> None:
        """Refuse a key (or a value that stands for it) that is not as wide as the query."""
        a, b = query[-1], key[-1]
        if differ(a, b) and (self.multiplies(call) or 1 not in (a, b)):
            index = len(call.inputs) - 1
            role = "key" if index == 2 else "value"
            refuse_merge(call, index, f"a {role} as wide as the query: {show(a)}", "Matrix size-incompatible", -1)


def _roles(call: Call) -> tuple[Shape, Shape, Shape]:
    """Shapes of query, value and key with their batch axes; the value is the key where none is given."""
    shapes = [whole(tensor.dims, call.batch_size) for tensor in call.inputs]
    return shapes[0], shapes[1], shapes[-1]


def _steps(call: Call, query: Shape, key: Shape) -> Dim:
    """How many steps the scores (N, Tq, Tk) weigh; refuses a value mask that does not broadcast to them."""
    mask = call.inputs[1].mask
    if mask is None or len(query) != len(key):
        return key[-2]
    hidden = whole(mask.shape, call.batch_size)
    hidden = (hidden[0], 1, hidden[1]) if len(hidden) == 2 else hidden
    return numpy_broadcast((*query[:-1], key[-2]), hidden, call, 1)[-1]


def _check_leading(call: Call, query: Shape, value: Shape, key: Shape) -> None:
    """Refuse tensors of one rank whose axes between batch and time differ."""
    for index, other in ((1, value), (len(call.inputs) - 1, key)):
        if len(other) == len(query):
            for a, b in zip(query[1:-2], other[1:-2], strict=True):
                if differ(a, b) and 1 not in (a, b):
                    refuse_merge(call, index, "the query's axes before time", "must have compatible batch dimensions")
