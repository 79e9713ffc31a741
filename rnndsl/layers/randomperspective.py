"""RandomPerspective: looks at pictures from another side while training."""

from __future__ import annotations

from rnndsl.ir.dims import show_shape
from rnndsl.ir.fields import Entry, Float

from ._entries import SEED
from ._formats import DATA_FORMAT, split
from ._images import FILL_VALUE, Picture, interpolation, share
from .kind import Call, refuse


class RandomPerspective(Picture):
    """Keras' RandomPerspective."""

    name = "RandomPerspective"
    doc = "Looks at pictures from another side while training."
    parameters = (
        Entry("factor", share(0, 1), 1.0, "Chance that a picture is changed."),
        Entry("scale", Float(0, 1), 1.0, "How far the corners move."),
        interpolation(),
        FILL_VALUE,
        SEED,
        DATA_FORMAT,
    )

    def check(self, call: Call) -> None:
        """Refuse pictures of one row or column, whose corners fall together."""
        lengths, _ = split(call.input.dims, call.args)
        if 1 in lengths:
            keras = "Input matrix is not invertible"
            refuse("axis", "pictures of two rows and columns or more", show_shape(call.input.shape), keras=keras, input=0)


KIND = RandomPerspective()
