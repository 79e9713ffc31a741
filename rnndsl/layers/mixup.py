"""MixUp: blends every picture with another one of the batch while training; labels stay."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import Picture


class MixUp(Picture):
    """Keras' MixUp."""

    name = "MixUp"
    doc = "Blends every picture with another one of the batch while training; labels stay."
    parameters = (
        Entry("alpha", Float(0, open_low=True), 0.2, "Parameter of the distribution that blends."),
        DATA_FORMAT,
        SEED,
    )


KIND = MixUp()
