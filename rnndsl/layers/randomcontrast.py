"""RandomContrast: changes the contrast of pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import refuse_all_but_floats
from ._entries import SEED
from ._images import VALUE_RANGE, Picture, share
from .kind import Call


class RandomContrast(Picture):
    """Keras' RandomContrast."""

    name = "RandomContrast"
    doc = "Changes the contrast of pictures while training."
    parameters = (
        Entry("factor", share(0, 1), doc="Strength of the change."),
        VALUE_RANGE,
        SEED,
    )

    def check(self, call: Call) -> None:
        """Refuse what TensorFlow cannot take the mean of a picture from."""
        refuse_all_but_floats(call, "cannot compute Sub")


KIND = RandomContrast()
