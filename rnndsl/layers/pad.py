"""pad: more values before and behind, along every axis."""

from __future__ import annotations

from rnndsl.ir.dims import add, show_shape
from rnndsl.ir.fields import Choice, Either, Entry, Float, Int, ListOf, optional

from ._operation import UNSAID, Operation, batched, refuse_constant, shape_of
from .kind import Call, Result, refuse

_PAIR = ListOf(Int(0), low=2, high=2)


class Pad(Operation):
    """Keras' ops.pad."""

    name = "pad"
    doc = "Adds values at both ends of every axis, the batch counted: [[0, 0], [2, 0], [0, 0]] puts two steps before time."
    keeps_values = True
    parameters = (
        Entry(
            "pad_width", Either((Int(0), ListOf(Either((Int(0), _PAIR)), low=1))), doc="Numbers of values: [before, behind]."
        ),
        Entry("mode", Choice(("constant", "reflect", "symmetric")), "constant", "What is added: a constant, or a reflection."),
        Entry("constant_values", optional(Float()), None, "The constant; null: 0."),
    )

    def infer(self, call: Call) -> Result:
        """Every axis longer by its two numbers."""
        shape, pairs = shape_of(call), _pairs(call)
        if call.args["constant_values"] is not None and call.args["mode"] != "constant":
            keras = "can only be provided when `mode == 'constant'`"
            refuse(
                "argument", "mode: constant, or no constant_values", f"mode: {call.args['mode']}", keras=keras, argument="mode"
            )
        if len(pairs) != len(shape):
            keras = "`pad_width` must have the same length as `x.shape`"
            found = f"{len(pairs)} on {show_shape(call.input.shape)}"
            refuse("argument", f"{len(shape)} pairs, the batch's first", found, keras=keras, input=0, argument="pad_width")
        refuse_constant(call, "constant_values")
        _check_reflection(call, pairs)
        if any(pairs[0]):
            return UNSAID
        return batched(
            [add(dim, before + behind) for dim, (before, behind) in zip(shape, pairs, strict=True)], call.input.dtype
        )


def _check_reflection(call: Call, pairs: list[tuple[int, int]]) -> None:
    """Refuse to reflect more than there is."""
    mode = call.args["mode"]
    for axis, (dim, pair) in enumerate(zip(shape_of(call), pairs, strict=True)):
        if mode != "constant" and isinstance(dim, int) and max(pair) > dim - (mode == "reflect"):
            keras = "paddings must be"
            found = f"{list(pair)} on the {dim} of axis {axis}"
            refuse("argument", f"no more than mode: {mode} can reflect", found, keras=keras, input=0, argument="pad_width")


def _pairs(call: Call) -> list[tuple[int, int]]:
    """The numbers for every axis as Keras reads them."""
    given = call.args["pad_width"]
    if isinstance(given, int):
        return [(given, given)]
    if isinstance(given[0], int):
        return [(given[0], given[-1])]
    return [(pair[0], pair[-1]) for pair in given]


KIND = Pad()
