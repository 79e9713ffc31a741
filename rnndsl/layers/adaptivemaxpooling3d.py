"""AdaptiveMaxPooling3D: the largest value of as many windows of a volume as asked for."""

from __future__ import annotations

from ._adaptive import AdaptiveMaxPooling, adaptive


class AdaptiveMaxPooling3D(AdaptiveMaxPooling):
    """Keras' AdaptiveMaxPooling3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "AdaptiveMaxPooling3D"
    doc = "Takes the largest value of as many windows of planes, rows and columns as asked for."
    axes = 3
    parameters = adaptive(3)


KIND = AdaptiveMaxPooling3D()
