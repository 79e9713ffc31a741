"""`data_format`: where the features stand, as convolutions, poolings and Flatten take it."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape
from rnndsl.ir.fields import Choice, Entry, optional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DATA_FORMAT = Entry(
    "data_format",
    optional(Choice(("channels_last", "channels_first"))),
    None,
    "Whether features are the last axis (the default) or the first after the batch.",
)


def features_first(args: Mapping[str, Any]) -> bool:
    """True if the layer reads (N, F, T) instead of (N, T, F)."""
    return bool(args["data_format"] == "channels_first")


def layout(args: Mapping[str, Any]) -> str:
    """The shape that a layer over one time axis reads, for messages."""
    return "(N, F, T)" if features_first(args) else "(N, T, F)"


def split(shape: Shape, args: Mapping[str, Any]) -> tuple[Dim, Dim]:
    """Length of the time axis and number of features of a sequence without its batch axis."""
    steps, features = reversed(shape) if features_first(args) else shape
    return steps, features


def join(steps: Dim, features: Dim, args: Mapping[str, Any]) -> Shape:
    """The shape of a sequence, without its batch axis."""
    return (features, steps) if features_first(args) else (steps, features)
