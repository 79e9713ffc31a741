"""split: a tensor in parts along an axis, each an output of its own."""

from __future__ import annotations

from itertools import pairwise

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, apply, is_fixed, show_shape
from rnndsl.ir.fields import Either, Entry, Int, ListOf
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec

from ._operation import AXIS, Operation, given_axes, shape_of
from .kind import Call, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Split(Operation):
    """Keras' ops.split: outputs `""`, `part1`, `part2` … (the first part is the main one)."""

    name = "split"
    doc = "Cuts a tensor into parts along an axis; the parts are `name`, `name.part1`, `name.part2` and so on."
    keeps_values = True
    parameters = (
        Entry(
            "indices_or_sections",
            Either((Int(2), ListOf(Int(0), low=1))),
            doc="A number of equal parts, or the places where it is cut.",
        ),
        Entry("axis", AXIS, 0, "The axis to cut; 0 is the batch, -1 the features."),
    )

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """One for every part."""
        given = args["indices_or_sections"]
        count = given if isinstance(given, int) else len(given) + 1
        return ("", *(f"part{part}" for part in range(1, count)))

    def infer(self, call: Call) -> Result:
        """The lengths of the parts; refuses an axis that cannot be cut so."""
        shape, axes = shape_of(call), given_axes(call) or [0]
        axis, count = axes[0], len(self.ports(call.args))
        if axis == 0:
            return Result((UNKNOWN_TENSOR,) * count)
        lengths = _lengths(call, shape[axis])
        whole = TensorSpec(call.input.dims, call.input.dtype)
        return Result(tuple(replace(whole, shape=(*shape[1:axis], length, *shape[axis + 1 :])) for length in lengths))


def _lengths(call: Call, dim: Dim) -> list[Dim]:
    """The length of every part."""
    given = call.args["indices_or_sections"]
    if isinstance(given, int):
        if isinstance(dim, int) and dim % given:
            keras = "must be divisible by `indices_or_sections`"
            refuse("argument", f"a length that {given} divides", show_shape(call.input.shape), keras=keras, input=0)
        part: Dim = apply(lambda n: n // given, f"{{}}/{given}", dim) if is_fixed(dim) else dim
        return [part] * given
    edges: list[Dim] = [0, *given, dim]
    lengths = [apply(lambda a, b: b - a, "({1} - {0})", a, b) for a, b in pairwise(edges)]
    if any(isinstance(length, int) and length < 0 for length in lengths):
        found = f"{list(given)} on {show_shape(call.input.shape)}"
        keras = "Negative dimensions are not allowed"
        refuse("argument", "growing places inside the axis", found, keras=keras, input=0, argument="indices_or_sections")
    return lengths


KIND = Split()
