"""Resizing: gives every picture the same size."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry, Int

from ._dtypes import refuse_all_but_floats, refuse_bools
from ._formats import DATA_FORMAT
from ._images import FILL_VALUE, RESIZING, Sized, fill_mode, interpolation
from .kind import Call, refuse


class Resizing(Sized):
    """Keras' Resizing."""

    name = "Resizing"
    doc = "Gives every picture the same size."
    parameters = (
        Entry("height", Int(1), doc="Rows of the picture that goes out."),
        Entry("width", Int(1), doc="Columns of the picture that goes out."),
        interpolation(RESIZING),
        Entry("crop_to_aspect_ratio", Bool(), False, "Cut off what does not fit instead of stretching."),
        Entry("pad_to_aspect_ratio", Bool(), False, "Pad what is missing instead of stretching."),
        fill_mode(("constant",), "constant"),
        FILL_VALUE,
        Entry("antialias", Bool(), False, "Smooth a picture before it is made smaller."),
        DATA_FORMAT,
    )

    def check(self, call: Call) -> None:
        """Refuse both ways of keeping the aspect ratio at once, and what TensorFlow cannot resize or pad."""
        args = call.args
        refuse_bools(call)
        if args["crop_to_aspect_ratio"] and args["pad_to_aspect_ratio"]:
            keras = "Only one of `pad_to_aspect_ratio` & `crop_to_aspect_ratio` can be `True`"
            wanted = "crop_to_aspect_ratio or pad_to_aspect_ratio"
            refuse("argument", wanted, "both", keras=keras, argument="pad_to_aspect_ratio")
        if args["pad_to_aspect_ratio"]:
            refuse_all_but_floats(call, "Cannot convert … to EagerTensor of dtype", "pad_to_aspect_ratio")


KIND = Resizing()
