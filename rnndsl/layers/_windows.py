"""Windows that slide over one, two or three axes: sizes as Keras takes them, and the lengths that are left."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, show, window
from rnndsl.ir.fields import Either, Int, ListOf

from .kind import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sized(axes: int, low: int = 1) -> Either:
    """The type of `pool_size`, `strides` and their like: one number, or one for each axis."""
    return Either((Int(low), ListOf(Int(low), axes, axes)))


SIZE = sized(1)
STEPS = {1: ("time step",), 2: ("row", "column"), 3: ("plane", "row", "column")}


def sizes(value: Any, axes: int = 1) -> tuple[int, ...]:
    """The numbers, one for each axis, in `3` or `[3, 2]`."""
    return tuple(map(int, value)) if isinstance(value, (list, tuple)) else (int(value),) * axes


def slide(
    lengths: Shape,
    widths: tuple[int, ...],
    strides: tuple[int, ...],
    dilations: tuple[int, ...],
    padding: str,
    argument: str,
) -> Shape:
    """Number of windows along every axis; refuses where not one fits. `argument` names the widths."""
    along = zip(lengths, widths, strides, dilations, STEPS[len(lengths)], strict=True)
    return tuple(_left(*one, padding, argument) for one in along)


def _left(length: Dim, width: int, stride: int, dilation: int, word: str, padding: str, argument: str) -> Dim:
    steps = window(length, width, stride, dilation, padding)
    if isinstance(steps, int) and steps <= 0:
        reach = dilation * (width - 1) + 1
        refuse(
            "empty",
            f"at least {reach} {word}s for {argument} {width}" + (f" dilated by {dilation}" if dilation > 1 else ""),
            f"{show(length)} {word}{'s' if length != 1 else ''}",
            keras="Computed output size would be zero or negative",
            input=0,
            argument=argument,
            length=length,
            reach=reach,
        )
    return steps
