"""AdaptiveMaxPooling2D: the largest value of as many windows of an image as asked for."""

from __future__ import annotations

from ._adaptive import AdaptiveMaxPooling, adaptive


class AdaptiveMaxPooling2D(AdaptiveMaxPooling):
    """Keras' AdaptiveMaxPooling2D: (N, H, W, F) to (N, H', W', F)."""

    name = "AdaptiveMaxPooling2D"
    doc = "Takes the largest value of as many windows of rows and columns as asked for."
    axes = 2
    parameters = adaptive(2)


KIND = AdaptiveMaxPooling2D()
