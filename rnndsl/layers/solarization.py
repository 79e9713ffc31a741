"""Solarization: inverts the values above a threshold."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._images import VALUE_RANGE, Picture, share


class Solarization(Picture):
    """Keras' Solarization."""

    name = "Solarization"
    doc = "Inverts the values above a threshold."
    parameters = (
        Entry("addition_factor", share(0, 1), 0.0, "Share of the range that is added first."),
        Entry("threshold_factor", share(0, 1), 0.0, "Share of the range below which values stay."),
        VALUE_RANGE,
        SEED,
    )


KIND = Solarization()
