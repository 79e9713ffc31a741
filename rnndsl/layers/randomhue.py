"""RandomHue: turns the colours of pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share


class RandomHue(Picture):
    """Keras' RandomHue."""

    name = "RandomHue"
    doc = "Turns the colours of pictures while training."
    colours = (3,)
    parameters = (
        Entry("factor", share(0, 1), doc="How far around the circle of colours."),
        VALUE_RANGE,
        DATA_FORMAT,
        SEED,
    )


KIND = RandomHue()
