"""GlobalMaxPooling1D: the largest value of every feature over time."""

from __future__ import annotations

from ._dtypes import NO_KERNEL
from ._pooling import WHOLE, GlobalPooling


class GlobalMaxPooling1D(GlobalPooling):
    """Keras' GlobalMaxPooling1D."""

    name = "GlobalMaxPooling1D"
    strings = NO_KERNEL.format("string")
    doc = "Takes the largest value of every feature over all time steps, padding included: a mask is lost."
    masks = "drops"
    parameters = WHOLE


KIND = GlobalMaxPooling1D()
