"""RandomCrop: cuts out another place of every picture while training; otherwise Keras hands the whole picture on."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import Sized


class RandomCrop(Sized):
    """Keras' RandomCrop."""

    name = "RandomCrop"
    doc = "Cuts out another place of every picture while training; otherwise Keras hands the whole picture on."
    parameters = (
        Entry("height", Int(1), doc="Rows of the picture that goes out."),
        Entry("width", Int(1), doc="Columns of the picture that goes out."),
        SEED,
        DATA_FORMAT,
    )


KIND = RandomCrop()
