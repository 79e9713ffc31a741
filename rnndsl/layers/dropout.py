"""Dropout: sets random values to zero while training."""

from __future__ import annotations

from ._dropping import NOISE_SHAPE, RATE, Dropping, refuse_noise
from ._entries import SEED
from .kind import Call


class Dropout(Dropping):
    """Keras' Dropout."""

    name = "Dropout"
    doc = "Sets a random share of the values to zero while training, and scales the others up."
    parameters = (RATE, NOISE_SHAPE, SEED)

    def check(self, call: Call) -> None:
        """Refuse what cannot be scaled, and a noise shape that does not broadcast to the input."""
        super().check(call)
        if self.draws(call):
            refuse_noise(call, "must be broadcastable")


KIND = Dropout()
