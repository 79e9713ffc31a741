"""Dropout: sets random values to zero while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float, Int, ListOf, optional

from ._entries import SEED
from ._passing import Passing


class Dropout(Passing):
    """Keras' Dropout."""

    name = "Dropout"
    doc = "Sets a random share of the values to zero while training, and scales the others up."
    parameters = (
        Entry("rate", Float(0, 1), doc="Share of the values to drop."),
        Entry(
            "noise_shape",
            optional(ListOf(optional(Int(1)))),
            None,
            "Shape of the random mask, batch axis included (null: as the input); 1 drops an axis as a whole.",
        ),
        SEED,
    )


KIND = Dropout()
