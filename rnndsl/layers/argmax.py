"""argmax: where the largest value stands along an axis."""

from __future__ import annotations

from ._finding import Finding


class Argmax(Finding):
    """Keras' ops.argmax."""

    name = "argmax"
    doc = "Tells the place of the largest value along an axis."


KIND = Argmax()
