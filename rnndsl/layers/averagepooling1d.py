"""AveragePooling1D: the mean of every window of time steps."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import refuse_all_but_floats
from ._pooling import WINDOW, Pooling
from ._windows import SIZE
from .kind import Call


class AveragePooling1D(Pooling):
    """Keras' AveragePooling1D."""

    name = "AveragePooling1D"
    doc = "Takes the mean of every window of time steps; a mask is lost."
    parameters = (Entry("pool_size", SIZE, doc="Time steps in a window."), *WINDOW)

    def check(self, call: Call) -> None:
        """Refuse the dtypes that TensorFlow's pooling has no kernel for."""
        refuse_all_but_floats(call)


KIND = AveragePooling1D()
