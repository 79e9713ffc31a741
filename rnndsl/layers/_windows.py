"""Windows that slide over a time axis: sizes as Keras takes them, and the length that is left."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, show, window
from rnndsl.ir.fields import Either, Int, ListOf

from .kind import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SIZE = Either((Int(1), ListOf(Int(1), 1, 1)))


def size(value: Any) -> int:
    """The number in `3` or `[3]`."""
    return int(value[0] if isinstance(value, (list, tuple)) else value)


def slide(length: Dim, width: int, stride: int, dilation: int, padding: str, argument: str) -> Dim:
    """Number of windows over `length` time steps; refuses where not one fits. `argument` names the width."""
    steps = window(length, width, stride, dilation, padding)
    if isinstance(steps, int) and steps <= 0:
        reach = dilation * (width - 1) + 1
        refuse(
            "empty",
            f"at least {reach} time steps for {argument} {width}" + (f" dilated by {dilation}" if dilation > 1 else ""),
            f"{show(length)} time step{'s' if length != 1 else ''}",
            keras="Computed output size would be zero or negative",
            input=0,
            argument=argument,
            length=length,
            reach=reach,
        )
    return steps
