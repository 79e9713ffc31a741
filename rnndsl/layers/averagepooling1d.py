"""AveragePooling1D: the mean of every window of time steps."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._pooling import WINDOW, Pooling
from ._windows import SIZE


class AveragePooling1D(Pooling):
    """Keras' AveragePooling1D."""

    name = "AveragePooling1D"
    doc = "Takes the mean of every window of time steps; a mask is lost."
    parameters = (Entry("pool_size", SIZE, doc="Time steps in a window."), *WINDOW)


KIND = AveragePooling1D()
