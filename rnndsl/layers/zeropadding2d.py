"""ZeroPadding2D: zeros around an image."""

from __future__ import annotations

from ._resampling import ZeroPadding, zero_padding


class ZeroPadding2D(ZeroPadding):
    """Keras' ZeroPadding2D: (N, H, W, F) to (N, H', W', F)."""

    name = "ZeroPadding2D"
    doc = "Puts zeros around an image."
    axes = 2
    parameters = zero_padding(2, (1, 1))


KIND = ZeroPadding2D()
