"""RandomColorDegeneration: takes colour out of pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share


class RandomColorDegeneration(Picture):
    """Keras' RandomColorDegeneration."""

    name = "RandomColorDegeneration"
    doc = "Takes colour out of pictures while training."
    colours = (3,)
    parameters = (
        Entry("factor", share(0, 1), doc="How much colour goes: 1 leaves grey."),
        VALUE_RANGE,
        DATA_FORMAT,
        SEED,
    )


KIND = RandomColorDegeneration()
