"""Dropout: sets random values to zero while training."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, differ, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional

from ._dropping import RATE, Dropping, drops
from ._entries import SEED
from ._ranks import whole
from .kind import Call, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Dropout(Dropping):
    """Keras' Dropout."""

    name = "Dropout"
    doc = "Sets a random share of the values to zero while training, and scales the others up."
    parameters = (
        RATE,
        Entry(
            "noise_shape",
            optional(ListOf(optional(Int(1)))),
            None,
            "Shape of the random zeros, batch axis included (null: as the input); 1 drops an axis as a whole.",
        ),
        SEED,
    )

    def check(self, call: Call) -> None:
        """Refuse what cannot be scaled, and a noise shape that does not broadcast to the input."""
        super().check(call)
        noise = call.args["noise_shape"]
        if noise is None or not drops(call):
            return
        shape = whole(call.input.dims, call.batch_size)
        if any(n is None for n in noise[len(shape) :]) or _clash(noise, shape):
            refuse(
                "argument",
                "null, 1 or the input's own length on each axis, the batch included",
                f"noise_shape: {list(noise)} on {show_shape(call.input.shape)}",
                keras="must be broadcastable",
                input=0,
                argument="noise_shape",
            )


def _clash(noise: Sequence[int | None], shape: Shape) -> bool:
    """True if the noise, its nulls answered from the front as Keras does, cannot broadcast to the shape."""
    answered = [shape[i] if n is None else n for i, n in enumerate(noise)]
    pairs = zip(reversed(answered), reversed(shape), strict=False)
    return any(differ(a, b) and 1 not in (a, b) for a, b in pairs)


KIND = Dropout()
