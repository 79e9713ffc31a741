"""How a layer's equations are written down: lines that people read as mathematics and that a test evaluates with NumPy.

The notation, of one sample (N of them go side by side): `x[t]` is step t, slices and `@` are NumPy's, `x[::-1]` is x from its
end, `for t = 0 … 23:` does what is indented below it, `sum[j = 0 … 2](…)` adds up, `name(input):` defines what `name` computes,
and `output`, `output.h` are what the layer returns. `h[-1]` is the state before the first step.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record, replace
from rnndsl.ir.dims import Dim, Shape, apply, multiply, show, show_shape
from rnndsl.layers.kind import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from rnndsl.ir.tensor import Weight
    from rnndsl.layers.kind import Call, Result

SYMBOLS = {"kernel": "W", "recurrent_kernel": "U", "bias": "b", "embeddings": "E"}
SYMBOLS |= {"depthwise_kernel": "W", "pointwise_kernel": "P"}


class Line(Record):
    """One equation: its text (two spaces of indent for each loop or definition around it), its shape, a few words."""

    text: str
    shape: str = ""
    note: str = ""


def inside(lines: Iterable[Line]) -> list[Line]:
    """The lines one level deeper."""
    return [replace(line, text="  " + line.text if line.text else "") for line in lines]


def remark(note: str) -> Line:
    """Words without an equation."""
    return Line("", "", note)


def plain(shape: Shape) -> str:
    """The shape of a weight, which has no batch axis: `(32, 256)`, `(256,)`, `()`."""
    return f"({', '.join(map(show, shape))}{',' if len(shape) == 1 else ''})"


def steps(length: Dim) -> str:
    """All steps of an axis: `0 … 23`, `0 … T - 1`."""
    return f"0 … {final(length)}"


def final(length: Dim) -> str:
    """The last step of an axis: `23`, `T - 1`."""
    return show(apply(lambda n: n - 1, "{} - 1", length))


def part(number: int, width: Dim) -> str:
    """The slice of the block of that number: `64:128`.

    >>> part(1, 64)
    '64:128'
    """
    return f"{show(multiply(number, width)) if number else '0'}:{show(multiply(number + 1, width))}"


def through(function: Any, text: str) -> str:
    """The text inside an activation; as it is for `linear` and none."""
    name = named(function)
    return text if name in (None, "linear") else f"{name}({text})"


def definitions(weights: Iterable[Weight], notes: dict[str, str] | None = None) -> list[Line]:
    """`W = kernel` for every weight that has a letter; notes tell what stands in its columns."""
    return [
        Line(f"{SYMBOLS[weight.name]} = {weight.name}", plain(weight.shape), (notes or {}).get(weight.name, ""))
        for weight in weights
        if weight.name in SYMBOLS
    ]


def first(call: Call, name: str = "x") -> Line:
    """`x = input`."""
    return Line(f"{name} = input", show_shape(call.input.shape))


def single(text: str, result: Result) -> tuple[Line, ...]:
    """The letters of the weights and one equation."""
    return (*definitions(result.weights), Line(f"output = {text}", show_shape(result.outputs[0].shape)))


def scaled(text: str, args: Mapping[str, Any]) -> str:
    """A normalized value with what is learned on top of it: gamma times it, plus beta."""
    return text + (" * gamma" if args["scale"] else "") + (" + beta" if args["center"] else "")


def each(numbers: tuple[int, ...]) -> str:
    """`2`, or `(2, 3)` where axes differ."""
    return str(numbers[0]) if len(set(numbers)) == 1 else f"({', '.join(map(str, numbers))})"


def over(places: Sequence[int]) -> str:
    """`axis=1`, or `axis=(0, 1)` for several."""
    return f"axis={places[0]}" if len(places) == 1 else f"axis=({', '.join(map(str, places))})"
