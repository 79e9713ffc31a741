"""ZeroPadding3D: zeros around a volume."""

from __future__ import annotations

from ._resampling import ZeroPadding, zero_padding


class ZeroPadding3D(ZeroPadding):
    """Keras' ZeroPadding3D: (N, D, H, W, F) to (N, D', H', W', F)."""

    name = "ZeroPadding3D"
    doc = "Puts zeros around a volume."
    axes = 3
    parameters = zero_padding(3, ((1, 1), (1, 1), (1, 1)))


KIND = ZeroPadding3D()
