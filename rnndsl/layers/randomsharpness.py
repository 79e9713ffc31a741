"""RandomSharpness: makes pictures sharper or softer while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share


class RandomSharpness(Picture):
    """Keras' RandomSharpness."""

    name = "RandomSharpness"
    doc = "Makes pictures sharper or softer while training."
    parameters = (
        Entry("factor", share(0, 1), doc="Strength: 0.5 changes nothing."),
        VALUE_RANGE,
        DATA_FORMAT,
        SEED,
    )


KIND = RandomSharpness()
