"""RandAugment: applies a few changes drawn from a list while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, interpolation, share


class RandAugment(Picture):
    """Keras' RandAugment."""

    name = "RandAugment"
    doc = "Applies a few changes drawn from a list while training."
    colours = (1, 3)
    parameters = (
        VALUE_RANGE,
        Entry("num_ops", Int(1), 2, "Changes of a picture."),
        Entry("factor", share(0, 1), 0.5, "Strength of the changes."),
        interpolation(),
        SEED,
        DATA_FORMAT,
    )


KIND = RandAugment()
