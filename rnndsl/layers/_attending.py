"""What Attention and AdditiveAttention share: a query looks over values, by keys where they are given.

Inputs are [query (N, Tq, D), value (N, Tv, V)] or [query, value, key (N, Tv, D)]; the output is (N, Tq, V). The mask of the
query passes; that of the value hides steps from the query.
"""

from __future__ import annotations

from rnndsl.ir.tensor import Mask, TensorSpec, Weight

from ._dtypes import compute_dtype, refuse_strings
from ._ranks import whole
from .kind import Call, Kind, Result

DROPOUT = "Share of the attention weights to drop while training."


class Attending(Kind):
    """Base of the attention layers over two or three inputs."""

    low = 2
    high: int | None = 3
    masks = "own"

    def infer(self, call: Call) -> Result:
        """[(N, Tq, D), (N, Tv, V)] to (N, Tq, V)."""
        refuse_strings(call, self.name)
        query, value = (whole(tensor.dims, call.batch_size) for tensor in call.inputs[:2])
        mask = call.inputs[0].mask
        shape = (*query[:-1], value[-1])[1:]
        passed = None if mask is None else Mask(mask.shape, mask.origin)
        return Result((TensorSpec(shape, compute_dtype(call.args), passed),), self.weights(call))

    def weights(self, call: Call) -> tuple[Weight, ...]:
        """The layer's weights."""
        return ()
