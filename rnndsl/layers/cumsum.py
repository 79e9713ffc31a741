"""cumsum: the running sum along an axis."""

from __future__ import annotations

from ._running import Running


class Cumsum(Running):
    """Keras' ops.cumsum."""

    name = "cumsum"
    doc = "Adds up along an axis, keeping every intermediate sum."


KIND = Cumsum()
