"""RandomErasing: erases a rectangle of a picture while training."""

from __future__ import annotations

from rnndsl.ir.dims import differ, show, show_shape
from rnndsl.ir.fields import Either, Entry, Float, ListOf, optional

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share
from .kind import Call, refuse


class RandomErasing(Picture):
    """Keras' RandomErasing."""

    name = "RandomErasing"
    doc = "Erases a rectangle of a picture while training."
    parameters = (
        Entry("factor", share(0, 1), 1.0, "Chance that a picture is changed."),
        Entry("scale", share(0, 1), (0.02, 0.33), "Share of the picture that is erased."),
        Entry(
            "fill_value",
            optional(Either((Float(), ListOf(Float(), 3, 3)))),
            None,
            "Value of what is erased, one or one for each of three channels; null for noise.",
        ),
        VALUE_RANGE,
        SEED,
        DATA_FORMAT,
    )

    def check(self, call: Call) -> None:
        """Refuse three values for a last axis of another length."""
        value, last = call.args["fill_value"], call.input.dims[-1]
        if isinstance(value, (list, tuple)) and differ(last, 3):
            found = f"{show(last)}, in {show_shape(call.input.shape)}"
            refuse("argument", "a last axis of 3 for 3 fill values", found, keras="BroadcastTo", input=0, argument="fill_value")


KIND = RandomErasing()
