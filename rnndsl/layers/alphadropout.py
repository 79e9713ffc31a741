"""AlphaDropout: a dropout that keeps mean and variance, for networks of SELU units."""

from __future__ import annotations

from ._dropping import NOISE_SHAPE, RATE, Noising, refuse_all_dropped, refuse_noise
from ._entries import SEED
from .kind import Call


class AlphaDropout(Noising):
    """Keras' AlphaDropout."""

    name = "AlphaDropout"
    doc = "Sets a random share of the values to SELU's lowest one while training, and keeps mean and variance."
    scaled = "Cannot convert … to EagerTensor of dtype"
    parameters = (RATE, NOISE_SHAPE, SEED)

    def check(self, call: Call) -> None:
        """Refuse a rate of 1, what cannot be scaled, and a noise shape that does not broadcast to the input."""
        refuse_all_dropped(call, "0.0 cannot be raised to a negative power")
        super().check(call)
        if self.draws(call):
            refuse_noise(call, "Incompatible shapes")


KIND = AlphaDropout()
