"""Reshape: the same elements on other axes."""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN, Derived, Dim, Shape, Unknown, apply, differ, is_fixed, product, show, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import cast
from .kind import Call, Kind, Result, refuse


class Reshape(Kind):
    """Keras' Reshape."""

    name = "Reshape"
    doc = "Gives the elements of a sample other axes; a mask is lost."
    masks = "drops"
    parameters = (
        Entry(
            "target_shape",
            ListOf(optional(Int(-1))),
            doc="The new shape without the batch axis; -1 stands for what is left.",
        ),
    )

    def infer(self, call: Call) -> Result:
        """The new shape, if it can hold as many elements as the input has."""
        target = tuple(call.args["target_shape"])
        if target.count(-1) > 1:
            refuse(
                "argument",
                "at most one -1",
                f"target_shape: {list(target)}",
                keras="There must be at most one unknown dimension (-1) in `target_shape`",
                argument="target_shape",
            )
        shape = _fill(call.input.dims, target)
        return Result((TensorSpec(shape, cast(call.input, call.args)),))


def _fill(source: Shape, target: tuple[Dim | None, ...]) -> Shape:
    """The target with -1 and null answered; refuses one that cannot hold the elements of `source`."""
    given = product(d for d in target if d is not None and d != -1)
    elements = product(source)
    if all(is_fixed(d) for d in source) and None not in target:
        _compare(source, target, elements, given)
        rest = UNKNOWN if given == 0 else apply(lambda a, b: a // b, "{}/{}", elements, given)
        return tuple(rest if d == -1 else d for d in target if d is not None)
    return tuple(_free(elements, given) if d is None or d == -1 else d for d in target)


def _free(elements: Dim, given: Dim) -> Dim:
    """The length that an axis takes for as many elements; Keras leaves it open."""
    if isinstance(elements, Unknown) or isinstance(given, Unknown):
        return UNKNOWN
    return Derived(show(elements) if given == 1 else f"{show(elements)}/{show(given)}")


def _compare(source: Shape, target: tuple[Dim | None, ...], elements: Dim, given: Dim) -> None:
    if -1 not in target:
        wrong = differ(elements, given)
        keras = "The total size of the tensor must be unchanged"
    else:
        wrong = isinstance(elements, int) and isinstance(given, int) and (given == 0 or elements % given != 0)
        keras = "The total size of the tensor must be unchanged, however, the input size cannot by divided"
    if wrong:
        refuse(
            "elements",
            f"{'a multiple of ' if -1 in target else ''}{show(given)} elements, for target_shape {list(target)}",
            f"{show(elements)} elements, in {show_shape(source)}",
            keras=keras,
            input=0,
            argument="target_shape",
            elements=elements,
            target=given,
        )


KIND = Reshape()
