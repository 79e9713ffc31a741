"""ContrastLimitedAdaptiveHistogramEqualization: evens out the histogram of every tile of a picture, within a limit."""

from __future__ import annotations

from rnndsl.ir.dims import show_shape
from rnndsl.ir.fields import Entry, Float, Int, ListOf

from ._formats import DATA_FORMAT, split
from ._images import VALUE_RANGE, Picture
from .kind import Call, refuse


class ContrastLimitedAdaptiveHistogramEqualization(Picture):
    """Keras' ContrastLimitedAdaptiveHistogramEqualization."""

    name = "ContrastLimitedAdaptiveHistogramEqualization"
    doc = "Evens out the histogram of every tile of a picture, within a limit."
    parameters = (
        VALUE_RANGE,
        Entry("clip_limit", Float(), 4.0, "How high a bar of the histogram may stand; 0 or less for any."),
        Entry("tile_grid_size", ListOf(Int(1), 2, 2), (8, 8), "Rows and columns of tiles."),
        DATA_FORMAT,
    )

    def check(self, call: Call) -> None:
        """Refuse pictures that Keras would have to pad with more than themselves to cut them into tiles."""
        lengths, _ = split(call.input.dims, call.args)
        for length, tiles in zip(lengths, call.args["tile_grid_size"], strict=True):
            if isinstance(length, int) and -(-length // tiles) * tiles > 2 * length:
                refuse(
                    "axis",
                    f"at least {(tiles + 1) // 2} rows and columns for tile_grid_size {list(call.args['tile_grid_size'])}",
                    show_shape(call.input.shape),
                    keras="paddings must be no greater than the dimension size",
                    input=0,
                    argument="tile_grid_size",
                )


KIND = ContrastLimitedAdaptiveHistogramEqualization()
