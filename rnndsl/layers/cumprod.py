"""cumprod: the running product along an axis."""

from __future__ import annotations

from ._running import Running


class Cumprod(Running):
    """Keras' ops.cumprod."""

    name = "cumprod"
    doc = "Multiplies along an axis, keeping every intermediate product."


KIND = Cumprod()
