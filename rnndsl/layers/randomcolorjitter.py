"""RandomColorJitter: changes brightness, contrast, saturation and hue while training."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.fields import Entry, optional

from ._dtypes import compute_dtype
from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, share
from .kind import Call
from .randomcontrast import KIND as RANDOM_CONTRAST
from .randomhue import KIND as RANDOM_HUE
from .randomsaturation import KIND as RANDOM_SATURATION


class RandomColorJitter(Picture):
    """Keras' RandomColorJitter."""

    name = "RandomColorJitter"
    doc = "Changes brightness, contrast, saturation and hue while training."
    parameters = (
        VALUE_RANGE,
        Entry("brightness_factor", optional(share(-1, 1)), None, "Strength of the change of brightness; null for none."),
        Entry("contrast_factor", optional(share(0, 1)), None, "Strength of the change of contrast; null for none."),
        Entry("saturation_factor", optional(share(0, 1)), None, "Strength of the change of saturation; null for none."),
        Entry("hue_factor", optional(share(0, 1)), None, "Strength of the change of hue; null for none."),
        SEED,
        DATA_FORMAT,
    )

    def check(self, call: Call) -> None:
        """Refuse what the layers cannot take that it is made of."""
        floats = replace(call, inputs=(replace(call.input, dtype=compute_dtype(call.args)),))
        for part in (RANDOM_CONTRAST, RANDOM_SATURATION, RANDOM_HUE):
            factor = call.args[part.name.removeprefix("Random").lower() + "_factor"]
            if factor is not None:
                part.infer(floats)


KIND = RandomColorJitter()
