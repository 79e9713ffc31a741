"""What the spatial dropouts share: they drop whole features, the same ones at every place of one, two or three axes."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dropping import Dropping
from ._formats import layout
from ._ranks import need_rank
from .kind import COMMON, Call, Result


class SpatialDropout(Dropping):
    """A dropout of features over so many `axes`."""

    axes: int
    needs_time = True

    def entries(self) -> tuple[Entry, ...]:
        """All parameters; Keras' constructor takes no `trainable` here."""
        return (*self.parameters, *(entry for entry in COMMON if entry.name != "trainable"))

    def infer(self, call: Call) -> Result:
        """The input, unchanged in shape; raises Refusal for one of another rank."""
        need_rank(call, self.axes + 2, layout(call.args, self.axes))
        return super().infer(call)
