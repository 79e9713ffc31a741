"""What all attention layers share: a query looks over values, by keys where they are given.

Inputs are query and value, and, if given, the key. A call may ask for the scores too.
"""

from __future__ import annotations

from rnndsl.ir.dims import Shape

from ._calling import CAUSAL, SCORES
from ._ranks import whole
from .kind import Call, Kind, Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Querying(Kind):
    """Base of the attention layers over two or three inputs."""

    low = 2
    high: int | None = 3
    masks = "own"
    family = "attention"
    reads_mask = True
    call_parameters = (SCORES, CAUSAL)

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """`""`, then `scores` where a call asks for them."""
        return ("", "scores") if args["return_attention_scores"] else ("",)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """A query sees all values."""
        return Reach(None)


def roles(call: Call) -> tuple[Shape, Shape, Shape]:
    """Shapes of query, value and key with their batch axes; the value is the key where none is given."""
    shapes = [whole(tensor.dims, call.batch_size) for tensor in call.inputs]
    return shapes[0], shapes[1], shapes[-1]
