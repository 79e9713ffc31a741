"""GaussianNoise: adds noise around 0 while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Float

from ._dropping import Noising
from ._entries import SEED


class GaussianNoise(Noising):
    """Keras' GaussianNoise."""

    name = "GaussianNoise"
    doc = "Adds random numbers around 0 while training."
    scaled = "cannot compute AddV2 as input #1(zero-based) was expected to be a … tensor but is a float tensor"
    parameters = (Entry("stddev", Float(0, 1), doc="Standard deviation of the noise."), SEED)


KIND = GaussianNoise()
