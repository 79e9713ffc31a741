"""MaxPooling1D: the largest value of every window of time steps."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._pooling import WINDOW, Pooling
from ._windows import SIZE


class MaxPooling1D(Pooling):
    """Keras' MaxPooling1D."""

    name = "MaxPooling1D"
    doc = "Takes the largest value of every window of time steps; a mask is lost."
    parameters = (Entry("pool_size", SIZE, 2, "Time steps in a window."), *WINDOW)


KIND = MaxPooling1D()
