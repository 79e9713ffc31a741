"""UpSampling2D: a larger image, by repetition or by interpolation."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry

from ._dtypes import no_kernel
from ._formats import DATA_FORMAT
from ._resampling import UpSampling, up_sampling
from .kind import Call, refuse

INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area")


class UpSampling2D(UpSampling):
    """Keras' UpSampling2D: (N, H, W, F) to (N, H', W', F)."""

    name = "UpSampling2D"
    doc = "Repeats rows and columns, or interpolates between them."
    axes = 2
    parameters = (
        up_sampling(2),
        DATA_FORMAT,
        Entry("interpolation", Choice(INTERPOLATIONS), "nearest", "How values between pixels are found; nearest repeats them."),
    )

    def check(self, call: Call) -> None:
        """Between bools and strings there are no values."""
        if call.args["interpolation"] != "nearest" and call.input.real in ("bool", "string"):
            found = f"{call.input.real}s"
            refuse("dtype", "numbers", found, keras=no_kernel(call.input), input=0, argument="interpolation")


KIND = UpSampling2D()
