"""RandomGrayscale: makes some pictures grey while training; three channels stay three."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._dtypes import cast
from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import Picture
from .kind import Call


class RandomGrayscale(Picture):
    """Keras' RandomGrayscale."""

    name = "RandomGrayscale"
    doc = "Makes some pictures grey while training; three channels stay three."
    colours = (1, 3)
    parameters = (
        Entry("factor", Float(0, 1), 0.5, "Chance that a picture becomes grey."),
        DATA_FORMAT,
        SEED,
    )

    def dtype(self, call: Call) -> str:
        """That of the input: whole numbers stay whole."""
        return cast(call.input, call.args)


KIND = RandomGrayscale()
