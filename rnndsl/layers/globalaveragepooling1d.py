"""GlobalAveragePooling1D: the mean of every feature over time."""

from __future__ import annotations

from rnndsl.ir.dims import differ, show_shape

from ._formats import features_first
from ._pooling import WHOLE, GlobalPooling
from .kind import Call, Result, refuse


class GlobalAveragePooling1D(GlobalPooling):
    """Keras' GlobalAveragePooling1D: it reads the mask, and gives none."""

    name = "GlobalAveragePooling1D"
    doc = "Takes the mean of every feature over the time steps that the mask leaves."
    masks = "own"
    parameters = WHOLE

    def infer(self, call: Call) -> Result:
        """As its family; refuses a mask over features, which Keras lays along the time axis."""
        result = super().infer(call)
        features, steps = call.input.dims
        if features_first(call.args) and call.input.mask is not None and differ(features, steps) and 1 not in (features, steps):
            refuse(
                "argument",
                "channels_last, or no mask",
                f"data_format: channels_first on {show_shape(call.input.shape)} with a mask",
                keras="Incompatible shapes",
                input=0,
                argument="data_format",
            )
        return result


KIND = GlobalAveragePooling1D()
