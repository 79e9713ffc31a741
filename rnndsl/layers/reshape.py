"""Reshape: the same elements on other axes."""

from __future__ import annotations

from rnndsl.ir.dims import Derived, Dim, Shape, Unknown, apply, is_fixed, product, show, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import cast
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Reshape(Kind):
    """Keras' Reshape."""

    name = "Reshape"
    doc = "Gives the elements of a sample other axes; a mask is lost."
    masks = "drops"
    keeps_values = True
    parameters = (
        Entry(
            "target_shape",
            ListOf(optional(Int(-1))),
            doc="The new shape without the batch axis; -1 stands for what is left.",
        ),
    )

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """The time steps that come in are lost track of."""
        return None

    def infer(self, call: Call) -> Result:
        """The new shape, if it can hold as many elements as the input has."""
        target = tuple(call.args["target_shape"])
        if target.count(-1) + target.count(None) > 1:
            refuse(
                "argument",
                "at most one -1 or null",
                f"target_shape: {list(target)}",
                keras="There must be at most one unknown dimension (-1)",
                argument="target_shape",
            )
        shape = _fill(call.input.dims, target)
        return Result((TensorSpec(shape, cast(call.input, call.args)),))

    def equation(self, call: Call) -> str:
        """The elements on other axes."""
        from rnndsl.ir.dims import show

        return f"reshape(input, {', '.join(map(show, self.infer(call).outputs[0].dims))})"


def _fill(source: Shape, target: tuple[Dim | None, ...]) -> Shape:
    """The target with -1 and null answered; refuses one that cannot hold the elements of `source`."""
    given = product(d for d in target if d is not None and d != -1)
    elements = product(source)
    _compare(source, target, elements, given)
    rest = _rest(elements, given, all(is_fixed(d) for d in source) and None not in target)
    return tuple(rest if d is None or d == -1 else d for d in target)


def _rest(elements: Dim, given: Dim, known: bool) -> Dim:
    """The length that -1 or null stands for; Keras leaves it open unless `known`."""
    length = apply(lambda a, b: a // b if b else 0, "{}/{}", elements, given)
    return length if known or isinstance(length, Unknown) else Derived(show(elements) if given == 1 else show(length))


def _compare(source: Shape, target: tuple[Dim | None, ...], elements: Dim, given: Dim) -> None:
    """Refuse another number of elements."""
    answered = -1 in target or None in target
    if _impossible(source, answered, elements, given):
        refuse(
            "elements",
            f"{'a multiple of ' if answered else ''}{show(given)} elements, for target_shape {list(target)}",
            f"{show(elements)} elements, in {show_shape(source)}",
            keras="The total size of the tensor must be unchanged",
            input=0,
            argument="target_shape",
            elements=elements,
            target=given,
        )


def _impossible(source: Shape, answered: bool, elements: Dim, given: Dim) -> bool:
    """True if no length of what is open, in the input or by -1 or null (`answered`), makes the two agree."""
    if not isinstance(given, int) or given == 0:
        return given == 0
    if isinstance(elements, int):
        return elements % given != 0 if answered else elements != given
    numbers = product(d for d in source if isinstance(d, int))
    if answered or not isinstance(numbers, int) or isinstance(elements, Unknown):
        return False
    rest, symbols = given // numbers, [d for d in source if not isinstance(d, int)]
    if is_fixed(symbols[0]) and all(d == symbols[0] for d in symbols):  # one size twice makes a square
        root = round(rest ** (1 / len(symbols)))
        return numbers * int(root ** len(symbols)) != given
    return given % numbers != 0


KIND = Reshape()
