"""SpatialDropout1D: drops whole features of a sequence."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dropping import RATE, Dropping
from ._entries import SEED
from ._ranks import need_rank
from .kind import COMMON, Call, Result


class SpatialDropout1D(Dropping):
    """Keras' SpatialDropout1D."""

    name = "SpatialDropout1D"
    doc = "Drops whole features, the same ones at every time step, while training."
    needs_time = True
    parameters = (
        RATE,
        SEED,
    )

    def entries(self) -> tuple[Entry, ...]:
        """All parameters; Keras' constructor takes no `trainable` here."""
        return (*self.parameters, *(entry for entry in COMMON if entry.name != "trainable"))

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T, F)."""
        need_rank(call, 3, "(N, T, F)")
        return super().infer(call)


KIND = SpatialDropout1D()
