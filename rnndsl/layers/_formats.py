"""`data_format`: where the features stand, as convolutions, poolings and Flatten take it, over one, two or three axes.

A layer over one axis slides along time; over two, along height and width; over three, along depth too.
"""

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
LETTERS = {1: "T", 2: "H, W", 3: "D, H, W"}


def features_first(args: Mapping[str, Any]) -> bool:
    """True if the layer reads (N, F, T) instead of (N, T, F); layers without the argument never do."""
    return bool(args.get("data_format") == "channels_first")


def layout(args: Mapping[str, Any], axes: int = 1) -> str:
    """The shape that a layer over so many axes reads, for messages: `(N, T, F)`, `(N, H, W, F)`."""
    return f"(N, F, {LETTERS[axes]})" if features_first(args) else f"(N, {LETTERS[axes]}, F)"


def split(shape: Shape, args: Mapping[str, Any]) -> tuple[Shape, Dim]:
    """Lengths of the axes that a layer slides along, and number of features, of a shape without its batch axis."""
    return (shape[1:], shape[0]) if features_first(args) else (shape[:-1], shape[-1])


def join(lengths: Shape, features: Dim, args: Mapping[str, Any]) -> Shape:
    """The shape, without its batch axis, of these lengths and features."""
    return (features, *lengths) if features_first(args) else (*lengths, features)
