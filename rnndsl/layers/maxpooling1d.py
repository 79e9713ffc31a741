"""MaxPooling1D: the largest value of every window of time steps."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import refuse_bools
from ._pooling import WINDOW, Pooling
from ._windows import SIZE
from .kind import Call


class MaxPooling1D(Pooling):
    """Keras' MaxPooling1D."""

    name = "MaxPooling1D"
    doc = "Takes the largest value of every window of time steps; a mask is lost."
    parameters = (Entry("pool_size", SIZE, 2, "Time steps in a window."), *WINDOW)

    def check(self, call: Call) -> None:
        """Refuse the dtypes that TensorFlow's pooling has no kernel for."""
        refuse_bools(call)


KIND = MaxPooling1D()
