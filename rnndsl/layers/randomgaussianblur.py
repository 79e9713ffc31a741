"""RandomGaussianBlur: blurs pictures while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share
from ._windows import sized, sizes
from .kind import Call, refuse


class RandomGaussianBlur(Picture):
    """Keras' RandomGaussianBlur."""

    name = "RandomGaussianBlur"
    doc = "Blurs pictures while training."
    parameters = (
        Entry("factor", share(0, 1), 1.0, "Chance that a picture is blurred."),
        Entry("kernel_size", sized(2), 3, "Pixels that are averaged."),
        Entry("sigma", share(0, 1), 1.0, "Width of the bell that weighs them."),
        VALUE_RANGE,
        DATA_FORMAT,
        SEED,
    )

    def check(self, call: Call) -> None:
        """Refuse a kernel without a middle."""
        size = call.args["kernel_size"]
        if any(number % 2 == 0 for number in sizes(size, 2)):
            keras = "kernel_size must be an odd number"
            refuse("argument", "an odd kernel_size", f"kernel_size: {size}", keras=keras, argument="kernel_size")


KIND = RandomGaussianBlur()
