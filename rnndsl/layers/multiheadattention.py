"""MultiHeadAttention: several heads attend at once, each over its own projections (the Transformer's layer)."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, differ, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, optional

from ._entries import USE_BIAS
from ._heads import (
    DROPOUT,
    FLASH,
    PROJECTIONS,
    WINDOW,
    Heads,
    fuses,
    joint_mask,
    refuse_flash,
    refuse_scalars,
    refuse_unequal,
)
from ._merging import refuse_merge
from .kind import Call, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn

    from .equations.notation import Line


class MultiHeadAttention(Heads):
    """Keras' MultiHeadAttention; with heads H of width D (values W): H·D·(Fq + Fk) + H·W·(Fv + out) parameters and biases."""

    name = "MultiHeadAttention"
    doc = "Attention with several heads, each over its own projections of query, value and key."
    work = "Tq·Fq·H·D + Tk·Fk·H·D + Tv·Fv·H·W + Tq·Tv·H·(D + W) + Tq·H·W·out"
    parameters = (
        Entry("num_heads", Int(1), doc="Number of heads."),
        Entry("key_dim", Int(1), doc="Width of a head's query and key."),
        Entry("value_dim", optional(Int(1)), None, "Width of a head's value; null: key_dim."),
        DROPOUT,
        USE_BIAS,
        Entry(
            "output_shape", optional(ListOf(Int(1), low=1, single=True)), None, "Last axes of the output; null: the query's."
        ),
        Entry(
            "attention_axes",
            optional(ListOf(Int(), low=1, single=True)),
            None,
            "Axes to attend over; null: all but batch and features.",
        ),
        WINDOW,
        FLASH,
        *PROJECTIONS,
    )

    def check(self, call: Call, query: Shape, value: Shape, key: Shape) -> None:
        """Refuse unequal ranks, axes that must agree and do not, and axes that nothing can attend over."""
        refuse_flash(call, fuses(call, query))
        refuse_scalars(call, 2)
        refuse_unequal(call, value, key)
        axes = attended(call, value)
        if len(query) != len(value):
            refuse_merge(call, 1, f"{len(query)} axes, as the query", "")
        if not axes:
            found = show_shape(call.inputs[0].shape)
            refuse("rank", "a sequence (N, T, F)", found, keras="tuple index out of range", input=0)
        if 0 in axes and not fuses(call, query) and joint_mask(call, query, value) is not None:
            refuse_merge(call, 1, "no mask where samples attend to each other", "")
        for axis in range(len(value) - 1):
            if axis not in axes and not fuses(call, query) and differ(query[axis], value[axis]):
                refuse_merge(call, 1, f"the query's axis {axis}", "", axis)

    def pairs(self, call: Call, query: Shape, value: Shape) -> Shape:
        """The attention weights of every head, their axes in Keras' order; without a sequence's, heads count as an axis too."""
        heads, axes = call.args["num_heads"], attended(call, value)
        if fuses(call, query):
            return (query[0], heads, query[1], value[1])
        seekers, sought = ((*shape[:-1], heads) for shape in (query, value))
        rest = [dim for axis, dim in enumerate(seekers) if axis not in axes]
        return (*rest, *(seekers[axis] for axis in axes), *(sought[axis] for axis in axes))

    def expanded(self, call: Call, value: Shape) -> int:
        """Before the axes that are attended over, of query and value."""
        return -len(attended(call, value)) * 2 - 1

    def heads(self, args: Mapping[str, Any]) -> tuple[Shape, Shape, Shape, Shape]:
        """As many of each; values have a width of their own."""
        keys, values = (args["num_heads"], args["key_dim"]), (args["num_heads"], value_dim(args))
        return keys, keys, values, values

    def output(self, call: Call, query: Shape) -> Shape:
        """The query's shape, its last axis as `output_shape` says."""
        return (*query[:-1], *last(call.args, query))

    def scores(self, call: Call, query: Shape, key: Shape) -> Shape:
        """Keras announces the query's steps twice."""
        return (query[0], call.args["num_heads"], query[1], query[1])

    def width(self, args: Mapping[str, Any]) -> int:
        """Widths of key and value."""
        return int(args["key_dim"] + value_dim(args))

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Head by head."""
        from .equations.attention import several_heads

        args = call.args
        return several_heads(call, result, args["num_heads"], args["num_heads"], args["key_dim"])

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.MultiheadAttention`."""
        from .equations.in_torch import multi_head

        return multi_head(call, result)


def value_dim(args: Mapping[str, Any]) -> int:
    """Width of a head's value."""
    return int(args["value_dim"] or args["key_dim"])


def last(args: Mapping[str, Any], query: Shape) -> Shape:
    """The last axes of the output."""
    given = args["output_shape"]
    if given is None:
        return query[-1:]
    return (given,) if isinstance(given, int) else tuple(given)


def attended(call: Call, value: Shape) -> tuple[int, ...]:
    """The axes to attend over, from the front; the one before the last is that of the heads. Refuses those that are not there.

    Keras counts negative axes without the heads, and those that are still negative with them.
    """
    given, rank = call.args["attention_axes"], len(value)
    if given is None:
        return tuple(range(1, rank - 1))
    axes = [axis if axis >= 0 else rank + axis for axis in ([given] if isinstance(given, int) else given)]
    axes = [axis if axis >= 0 else rank + 1 + axis for axis in axes]
    if any(not 0 <= axis <= rank for axis in axes):
        _refuse_axes(call, "is out of bounds for axis 0")
    if (rank in axes or len(set(axes)) < len(axes)) and not fuses(call, value):
        _refuse_axes(call, "Output subscripts contain a label appearing more than once")
    return tuple(axes)


def _refuse_axes(call: Call, keras: str) -> NoReturn:
    found = f"attention_axes: {call.args['attention_axes']}"
    refuse("argument", "axes between batch and features, each once", found, keras=keras, argument="attention_axes")


KIND = MultiHeadAttention()
