"""AdaptiveAveragePooling2D: the mean of as many windows of an image as asked for."""

from __future__ import annotations

from ._adaptive import AdaptiveAveragePooling, adaptive


class AdaptiveAveragePooling2D(AdaptiveAveragePooling):
    """Keras' AdaptiveAveragePooling2D: (N, H, W, F) to (N, H', W', F)."""

    name = "AdaptiveAveragePooling2D"
    doc = "Takes the mean of as many windows of rows and columns as asked for."
    axes = 2
    parameters = adaptive(2)


KIND = AdaptiveAveragePooling2D()
