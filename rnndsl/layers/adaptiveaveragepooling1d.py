"""AdaptiveAveragePooling1D: the mean of as many windows of a sequence as asked for."""

from __future__ import annotations

from ._adaptive import AdaptiveAveragePooling, adaptive


class AdaptiveAveragePooling1D(AdaptiveAveragePooling):
    """Keras' AdaptiveAveragePooling1D: (N, T, F) to (N, output_size, F)."""

    name = "AdaptiveAveragePooling1D"
    doc = "Takes the mean of as many windows of time steps as asked for; a mask is lost."
    parameters = adaptive(1)


KIND = AdaptiveAveragePooling1D()
