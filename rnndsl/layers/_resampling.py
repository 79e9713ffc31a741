"""What up-sampling, zero padding and cropping share: an image or a sequence of other lengths, every feature by itself."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, add, multiply, show
from rnndsl.ir.fields import Either, Entry, Field, Int, ListOf

from ._dtypes import compute_dtype, kept
from ._formats import DATA_FORMAT, features_first, join, layout, split
from ._ranks import need_rank
from ._windows import ALONG, STEPS, counted, refuse_empty, sized_entry, sizes
from .kind import Call, Kind, Reach, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_PAIR = ListOf(Int(0), 2, 2)
_FORMS = {
    1: "one number, or [before, after]",
    2: "one number, or for [rows, columns] a number or [before, after] each",
    3: "one number, or for [planes, rows, columns] a number or [before, after] each",
}


class Resampling(Kind):
    """Changes the lengths of `axes` axes: `length` says how, from what `argument` gives for each axis."""

    axes = 1
    argument = ""
    family = "convolution and pooling"
    masks = "drops"

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T', F), (N, H, W, F) to (N, H', W', F) and so on."""
        args = call.args
        before, features = split(need_rank(call, self.axes + 2, layout(args, self.axes)), args)
        self.check(call)
        along = zip(before, self.each(args), STEPS[self.axes], strict=True)
        after: Shape = tuple(self.length(length, one, word) for length, one, word in along)
        return Result((kept(call, join(after, features, args), compute_dtype(args)),))

    def check(self, call: Call) -> None:
        """Refuse dtypes that the layer cannot compute on; most pass everything on."""

    def each(self, args: Mapping[str, Any]) -> tuple[Any, ...]:
        """What the argument gives for each axis."""
        return pairs(args[self.argument], self.axes)

    def length(self, length: Dim, given: Any, word: str) -> Dim:
        """The new length of an axis of steps, rows, columns or planes (`word`)."""
        raise AssertionError(f"{self.name} changes lengths")


class UpSampling(Resampling):
    """Repeats every step, row and column."""

    argument = "size"
    keeps_values = True

    def each(self, args: Mapping[str, Any]) -> tuple[int, ...]:
        """One factor for each axis."""
        return sizes(args["size"], self.axes)

    def length(self, length: Dim, given: Any, word: str) -> Dim:
        """As many times the length."""
        return multiply(given, length)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step comes from one; several from the same."""
        return Reach(1, 1 / args["size"]) if self.axes == 1 else None

    def equation(self, call: Call) -> str:
        """Repeated along every axis; other interpolations than the nearest are not told."""
        text, first = "input", int(features_first(call.args))
        for axis, times in enumerate(self.each(call.args), first):
            text = f"repeat({text}, {times}, axis={axis})"
        return text if call.args.get("interpolation", "nearest") == "nearest" else ""


class ZeroPadding(Resampling):
    """Puts zeros around the input."""

    argument = "padding"
    keeps_values = True

    def length(self, length: Dim, given: Any, word: str) -> Dim:
        """As much longer."""
        return add(length, sum(given))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step comes from one, as much earlier as there are zeros before the first."""
        return Reach(1, 1, -pairs(args["padding"], 1)[0][0]) if self.axes == 1 else None

    def equation(self, call: Call) -> str:
        """Zeros before and behind each axis."""
        first = ["(0, 0)"] if features_first(call.args) else []
        return f"pad(input, {', '.join([*first, *map(str, self.each(call.args))])})"


class Cropping(Resampling):
    """Cuts off the edges."""

    argument = "cropping"
    keeps_values = True
    empty = "Values in `cropping` argument should be smaller than the corresponding spatial dimension of the input"

    def length(self, length: Dim, given: Any, word: str) -> Dim:
        """As much shorter; refuses to cut off everything."""
        before, after = given
        cut = before + after
        if isinstance(length, int) and length <= cut:
            expected = f"at least {counted(cut + 1, word)} for a cropping of {before} and {after}"
            refuse_empty(expected, length, word, self.empty, "cropping", cut=cut)
        return add(length, -cut)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Each step comes from one, as much later as is cut off before it."""
        return Reach(1, 1, pairs(args["cropping"], 1)[0][0]) if self.axes == 1 else None

    def equation(self, call: Call) -> str:
        """A slice of each axis."""
        args = call.args
        lengths, _ = split(call.input.dims, args)
        kept = (f"{a}:{show(add(length, -b))}" for length, (a, b) in zip(lengths, self.each(args), strict=True))
        return f"input[{', '.join([*([':'] if features_first(args) else []), *kept])}]"


def up_sampling(axes: int) -> Entry:
    """`size` of an up-sampling along so many axes."""
    return sized_entry("size", axes, (2,) * axes, "How often to repeat {}")


def zero_padding(axes: int, default: Any) -> tuple[Entry, ...]:
    """The parameters of a zero padding along so many axes."""
    return (_edges("padding", axes, default, f"Zeros before and after the {ALONG[axes]}"), DATA_FORMAT)


def cropping(axes: int, default: Any) -> tuple[Entry, ...]:
    """The parameters of a cropping along so many axes; over time there is no `data_format`."""
    entry = _edges("cropping", axes, default, f"What to cut off before and after, in {ALONG[axes]}")
    return (entry,) if axes == 1 else (entry, DATA_FORMAT)


def _edges(name: str, axes: int, default: Any, doc: str) -> Entry:
    each: Field = Either((Int(0), _PAIR))
    kind = each if axes == 1 else Either((Int(0), ListOf(each, axes, axes)))
    return Entry(name, kind, default, f"{doc}: {_FORMS[axes]}.")


def pairs(value: Any, axes: int) -> tuple[tuple[int, int], ...]:
    """What stands before and after each axis, in every form that Keras takes."""
    if axes == 1 and not isinstance(value, int):
        value = (value,)
    each = (value,) * axes if isinstance(value, int) else value
    return tuple((one, one) if isinstance(one, int) else (one[0], one[1]) for one in each)
