"""AdaptiveMaxPooling1D: the largest value of as many windows of a sequence as asked for."""

from __future__ import annotations

from ._adaptive import AdaptiveMaxPooling, adaptive


class AdaptiveMaxPooling1D(AdaptiveMaxPooling):
    """Keras' AdaptiveMaxPooling1D: (N, T, F) to (N, output_size, F)."""

    name = "AdaptiveMaxPooling1D"
    doc = "Takes the largest value of as many windows of time steps as asked for; a mask is lost."
    parameters = adaptive(1)


KIND = AdaptiveMaxPooling1D()
