"""Windows that slide over one, two or three axes: sizes as Keras takes them, and the lengths that are left.

One axis is time: its places are time steps. Two axes are the rows and columns of an image, three those of its planes too.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, show, span, window
from rnndsl.ir.fields import Either, Entry, Int, ListOf, optional

from .kind import Reach, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn

STEPS = {1: ("time step",), 2: ("row", "column"), 3: ("plane", "row", "column")}
ALONG = {1: "time steps", 2: "rows and columns", 3: "planes, rows and columns"}
PER_AXIS = {1: "", 2: ": one number, or [rows, columns]", 3: ": one number, or [planes, rows, columns]"}


Sizes = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def sized(axes: int, low: int = 1) -> Either:
    """The type of `pool_size`, `strides` and their like: one number, or one for each axis."""
    return Either((Int(low), ListOf(Int(low), axes, axes)))


def sized_entry(name: str, axes: int, default: Any, doc: str, nullable: bool = False, low: int = 1) -> Entry:
    """An argument that holds one number for each axis; `doc` says what of, with the words for the axes in place of `{}`."""
    size = sized(axes, low)
    return Entry(name, optional(size) if nullable else size, default, doc.format(ALONG[axes]) + PER_AXIS[axes] + ".")


def sizes(value: Any, axes: int = 1) -> tuple[int, ...]:
    """The numbers, one for each axis, in `3` or `[3, 2]`."""
    return tuple(map(int, value)) if isinstance(value, (list, tuple)) else (int(value),) * axes


def windows(args: Mapping[str, Any], axes: int, width: str) -> Sizes:
    """Widths (the argument `width`), strides (none: the widths) and dilations of windows along every axis."""
    widths = sizes(args[width], axes)
    strides = widths if args["strides"] is None else sizes(args["strides"], axes)
    return widths, strides, sizes(args.get("dilation_rate", 1), axes)


def over_time(args: Mapping[str, Any], width: str) -> Reach:
    """What a window along time sees; `same` pads as for a length that the stride divides."""
    ((wide,), (stride,), (dilation,)) = windows(args, 1, width)
    covered = span(wide, dilation)
    before = {"valid": 0, "causal": covered - 1, "same": max(covered - stride, 0) // 2}
    return Reach(covered, stride, -before[args["padding"]])


NOT_BOTH = "`strides > 1` not supported in conjunction with `dilation_rate > 1`"


def refuse_stride_with_dilation(args: Mapping[str, Any], found: Sizes, keras: str = NOT_BOTH) -> None:
    """Refuse strides and a dilation above 1, which most convolutions of Keras do not compute together."""
    _, strides, dilations = found
    if max(strides) > 1 and max(dilations) > 1:
        refuse(
            "argument",
            "strides 1 with a dilation, or no dilation with strides",
            f"strides: {_plain(args['strides'])}, dilation_rate: {_plain(args['dilation_rate'])}",
            keras=keras,
            argument="dilation_rate",
        )


def _plain(value: Any) -> Any:
    """A size as a file holds it: Keras' defaults are tuples."""
    return list(value) if isinstance(value, tuple) else value


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
        reach = span(width, dilation)
        wanted = f"at least {counted(reach, word)} for {argument} {width}"
        refuse_empty(
            wanted + (f" dilated by {dilation}" if dilation > 1 else ""),
            length,
            word,
            "Computed output size would be zero or negative",
            argument,
            reach=reach,
        )
    return steps


def counted(number: Dim, word: str) -> str:
    """A number of things: `1 row`, `3 rows`."""
    return f"{show(number)} {word}{'s' if number != 1 else ''}"


def refuse_empty(expected: str, length: Dim, word: str, keras: str, argument: str, **facts: Any) -> NoReturn:
    """Refuse a call that leaves none of the steps, rows, columns or planes (`word`) along an axis of that length."""
    found = counted(length, word)
    refuse("empty", expected, found, keras=keras, input=0, argument=argument, length=length, step=word, **facts)
