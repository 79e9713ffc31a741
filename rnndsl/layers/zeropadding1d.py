"""ZeroPadding1D: zeros around a sequence."""

from __future__ import annotations

from ._resampling import ZeroPadding, zero_padding


class ZeroPadding1D(ZeroPadding):
    """Keras' ZeroPadding1D: (N, T, F) to (N, T', F)."""

    name = "ZeroPadding1D"
    doc = "Puts zeros before and after a sequence; a mask is lost."
    parameters = zero_padding(1, 1)


KIND = ZeroPadding1D()
