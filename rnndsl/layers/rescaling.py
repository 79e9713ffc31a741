"""Rescaling: multiplies and shifts the inputs."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Float, ListOf

from ._passing import Passing

_NUMBERS = Either((Float(), ListOf(Float())))


class Rescaling(Passing):
    """Keras' Rescaling."""

    name = "Rescaling"
    doc = "Computes input · scale + offset."
    parameters = (
        Entry("scale", _NUMBERS, doc="The factor, or one per feature."),
        Entry("offset", _NUMBERS, 0.0, "What is added, or one number per feature."),
    )


KIND = Rescaling()
