"""RandomFlip: mirrors pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import Picture


class RandomFlip(Picture):
    """Keras' RandomFlip."""

    name = "RandomFlip"
    doc = "Mirrors pictures while training."
    parameters = (
        Entry(
            "mode",
            Choice(("horizontal", "vertical", "horizontal_and_vertical")),
            "horizontal_and_vertical",
            "Along which axes.",
        ),
        SEED,
        DATA_FORMAT,
    )


KIND = RandomFlip()
