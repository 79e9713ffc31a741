"""RandomSaturation: makes colours stronger or weaker while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import refuse_all_but_floats
from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share
from .kind import Call


class RandomSaturation(Picture):
    """Keras' RandomSaturation."""

    name = "RandomSaturation"
    doc = "Makes colours stronger or weaker while training."
    colours = (3,)
    parameters = (
        Entry("factor", share(0, 1), doc="Strength: 0.5 changes nothing."),
        VALUE_RANGE,
        DATA_FORMAT,
        SEED,
    )

    def check(self, call: Call) -> None:
        """Refuse what has no saturation to change."""
        refuse_all_but_floats(call, "Invalid images dtype")


KIND = RandomSaturation()
