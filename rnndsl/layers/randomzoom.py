"""RandomZoom: moves closer to pictures or away from them while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, optional

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import FILL_VALUE, Picture, fill_mode, interpolation, share


class RandomZoom(Picture):
    """Keras' RandomZoom."""

    name = "RandomZoom"
    doc = "Moves closer to pictures or away from them while training."
    parameters = (
        Entry("height_factor", share(-1, 1, open_low=True), doc="How much of the height comes in or goes."),
        Entry(
            "width_factor",
            optional(share(-1, 1, open_low=True)),
            None,
            "How much of the width comes in or goes; null as the height.",
        ),
        fill_mode(),
        interpolation(),
        SEED,
        FILL_VALUE,
        DATA_FORMAT,
    )


KIND = RandomZoom()
