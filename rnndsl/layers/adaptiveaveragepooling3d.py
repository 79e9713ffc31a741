"""AdaptiveAveragePooling3D: the mean of as many windows of a volume as asked for."""

from __future__ import annotations

from ._adaptive import AdaptiveAveragePooling, adaptive


class AdaptiveAveragePooling3D(AdaptiveAveragePooling):
    """Keras' AdaptiveAveragePooling3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "AdaptiveAveragePooling3D"
    doc = "Takes the mean of as many windows of planes, rows and columns as asked for."
    axes = 3
    parameters = adaptive(3)


KIND = AdaptiveAveragePooling3D()
