"""RandomShear: shears pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import FILL_VALUE, Picture, fill_mode, interpolation, share


class RandomShear(Picture):
    """Keras' RandomShear."""

    name = "RandomShear"
    doc = "Shears pictures while training."
    parameters = (
        Entry("x_factor", share(0, 1), 0.0, "How far rows move against each other."),
        Entry("y_factor", share(0, 1), 0.0, "How far columns move against each other."),
        interpolation(),
        fill_mode(),
        FILL_VALUE,
        DATA_FORMAT,
        SEED,
    )


KIND = RandomShear()
