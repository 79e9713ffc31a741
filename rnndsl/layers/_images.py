"""What the layers share that change pictures: (N, H, W, F) comes in, a picture of the same or of a declared size goes out.

Most work on a batch alone while training, each picture in its own way. Keras takes three axes for one picture: of a batch of
tables (N, H, F) it would make a single one, its samples the rows, so inference refuses what has not four axes.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, show_shape
from rnndsl.ir.fields import Choice, Either, Entry, Float, ListOf
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import compute_dtype, refuse_strings
from ._formats import features_first, layout, split
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NEAREST = ("nearest", "bilinear")
RESIZING = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
EDGES = ("reflect", "wrap", "constant", "nearest")
VALUE_RANGE = Entry("value_range", ListOf(Float(), 2, 2), (0, 255), "Smallest and largest value that a picture may hold.")
FILL_VALUE = Entry("fill_value", Float(), 0.0, "Value of what comes in from outside the picture, with fill_mode constant.")


def share(low: float, high: float, open_low: bool = False) -> Either:
    """The type of a factor: a number, or the ends of the range that it is drawn from."""
    number = Float(low, high, open_low)
    return Either((number, ListOf(number, 2, 2)))


def interpolation(words: tuple[str, ...] = NEAREST) -> Entry:
    """How values between pixels come about."""
    return Entry("interpolation", Choice(words), "bilinear", "How values between the pixels are made.")


def fill_mode(words: tuple[str, ...] = EDGES, default: str = "reflect") -> Entry:
    """What lies outside the picture."""
    return Entry("fill_mode", Choice(words), default, "What stands in for pixels outside the picture.")


class Picture(Kind):
    """Base of the layers over pictures. `colours` are the numbers of features that the layer takes, empty for any."""

    family = "pictures"
    colours: tuple[int, ...] = ()

    def infer(self, call: Call) -> Result:
        """(N, H, W, F) to (N, H', W', F)."""
        tensor, args = call.input, call.args
        if tensor.rank != 4:
            single = ", and takes three axes for one picture without a batch" if tensor.rank == 3 else ""
            refuse("rank", layout(args, 2) + single, show_shape(tensor.shape), input=0, wants=4, has=tensor.rank)
        refuse_strings(call, "")
        self.check(call)
        lengths, features = split(tensor.dims, args)
        channels = self.channels(args)
        if channels and all(differ(features, number) for number in channels):
            wanted = " or ".join(map(str, channels))
            refuse("axis", f"{wanted} features (channels)", show_shape(tensor.shape), input=0, axis=-1)
        return Result((TensorSpec(self.shape(call, lengths, features, features_first(args)), self.dtype(call)),))

    def channels(self, args: Mapping[str, Any]) -> tuple[int, ...]:
        """The numbers of features that a layer of these arguments takes, empty for any."""
        return self.colours

    def dtype(self, call: Call) -> str:
        """The dtype that goes out."""
        return compute_dtype(call.args)

    def check(self, call: Call) -> None:
        """Refuse dtypes and sizes; kinds that need more say so."""

    def shape(self, call: Call, lengths: Shape, features: Dim, first: bool) -> Shape:
        """The shape that goes out, without the batch axis."""
        return call.input.dims

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Pictures have no time steps."""
        return None


class Sized(Picture):
    """Base of the layers that give every picture the declared `height` and `width`."""

    def shape(self, call: Call, lengths: Shape, features: Dim, first: bool) -> Shape:
        """(N, height, width, F)."""
        size = (call.args["height"], call.args["width"])
        return (features, *size) if first else (*size, features)
