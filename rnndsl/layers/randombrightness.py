"""RandomBrightness: makes pictures lighter or darker while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import refuse_bools
from ._entries import SEED
from ._images import VALUE_RANGE, Picture, share
from .kind import Call


class RandomBrightness(Picture):
    """Keras' RandomBrightness."""

    name = "RandomBrightness"
    doc = "Makes pictures lighter or darker while training."
    parameters = (
        Entry("factor", share(-1, 1), doc="Share of the range that is added."),
        VALUE_RANGE,
        SEED,
    )

    def check(self, call: Call) -> None:
        """Refuse bools, which TensorFlow cannot add."""
        refuse_bools(call)


KIND = RandomBrightness()
