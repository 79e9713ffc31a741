"""RandomPosterization: leaves values fewer bits while training."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Int, ListOf

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture


class RandomPosterization(Picture):
    """Keras' RandomPosterization."""

    name = "RandomPosterization"
    doc = "Leaves values fewer bits while training."
    parameters = (
        Entry("factor", Either((Int(1, 8), ListOf(Int(1, 8), 2, 2))), doc="Bits that stay."),
        VALUE_RANGE,
        DATA_FORMAT,
        SEED,
    )


KIND = RandomPosterization()
