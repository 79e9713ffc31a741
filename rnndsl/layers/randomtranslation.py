"""RandomTranslation: moves pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import FILL_VALUE, Picture, fill_mode, interpolation, share


class RandomTranslation(Picture):
    """Keras' RandomTranslation."""

    name = "RandomTranslation"
    doc = "Moves pictures while training."
    parameters = (
        Entry("height_factor", share(-1, 1), doc="Share of the height that a picture moves."),
        Entry("width_factor", share(-1, 1), doc="Share of the width that a picture moves."),
        fill_mode(),
        interpolation(),
        SEED,
        FILL_VALUE,
        DATA_FORMAT,
    )


KIND = RandomTranslation()
