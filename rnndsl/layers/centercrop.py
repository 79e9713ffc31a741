"""CenterCrop: cuts the middle out of every picture, and resizes those that are too small."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int

from ._formats import DATA_FORMAT
from ._images import Sized


class CenterCrop(Sized):
    """Keras' CenterCrop."""

    name = "CenterCrop"
    doc = "Cuts the middle out of every picture, and resizes those that are too small."
    parameters = (
        Entry("height", Int(1), doc="Rows of the picture that goes out."),
        Entry("width", Int(1), doc="Columns of the picture that goes out."),
        DATA_FORMAT,
    )


KIND = CenterCrop()
