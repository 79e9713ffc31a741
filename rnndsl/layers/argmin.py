"""argmin: where the smallest value stands along an axis."""

from __future__ import annotations

from ._finding import Finding


class Argmin(Finding):
    """Keras' ops.argmin."""

    name = "argmin"
    doc = "Tells the place of the smallest value along an axis."


KIND = Argmin()
