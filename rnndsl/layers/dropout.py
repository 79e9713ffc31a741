"""Dropout: sets random values to zero while training."""

from __future__ import annotations

from rnndsl.ir.dims import differ, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional

from ._dropping import RATE, Dropping, drops
from ._entries import SEED
from ._ranks import whole
from .kind import Call, refuse


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
        pairs = zip(reversed(noise), reversed(shape), strict=False)
        if len(noise) > len(shape) or any(n is not None and n != 1 and d != 1 and differ(n, d) for n, d in pairs):
            refuse(
                "argument",
                "null, 1 or the input's own length on each axis, the batch included",
                f"noise_shape: {list(noise)} on {show_shape(call.input.shape)}",
                keras="Incompatible shapes in the dropout's mask",
                input=0,
                argument="noise_shape",
            )


KIND = Dropout()
