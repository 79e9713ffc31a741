"""RandomInvert: inverts the values of some pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share


class RandomInvert(Picture):
    """Keras' RandomInvert."""

    name = "RandomInvert"
    doc = "Inverts the values of some pictures while training."
    parameters = (
        Entry("factor", share(0, 1), 1.0, "Chance that a picture is inverted."),
        VALUE_RANGE,
        SEED,
        DATA_FORMAT,
    )


KIND = RandomInvert()
