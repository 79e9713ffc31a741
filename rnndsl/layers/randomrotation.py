"""RandomRotation: turns pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import FILL_VALUE, Picture, fill_mode, interpolation, share


class RandomRotation(Picture):
    """Keras' RandomRotation."""

    name = "RandomRotation"
    doc = "Turns pictures while training."
    parameters = (
        Entry("factor", share(-1, 1), doc="Share of a full turn."),
        fill_mode(),
        interpolation(),
        SEED,
        FILL_VALUE,
        DATA_FORMAT,
    )


KIND = RandomRotation()
