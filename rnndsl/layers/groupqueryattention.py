"""GroupQueryAttention: heads of the query in groups, each of which shares one head of key and value."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, show
from rnndsl.ir.fields import Entry, Int

from ._entries import USE_BIAS
from ._heads import (
    DROPOUT,
    FLASH,
    PROJECTIONS,
    WINDOW,
    Heads,
    fuses,
    refuse_flash,
    refuse_scalars,
    refuse_unequal,
)
from ._merging import refuse_merge
from ._ranks import unequal
from .kind import Call, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .equations.notation import Line


class GroupQueryAttention(Heads):
    """Keras' GroupQueryAttention: all three inputs are sequences, query and value of one width."""

    name = "GroupQueryAttention"
    doc = "Attention with several heads, groups of which share a key and a value."
    work = "Tq·F·H·D·2 + Tv·(Fk + Fv)·G·D + 2·Tq·Tv·H·D"
    parameters = (
        Entry("head_dim", Int(1), doc="Width of a head."),
        Entry("num_query_heads", Int(1), doc="Number of heads of the query."),
        Entry("num_key_value_heads", Int(1), doc="Number of heads of key and value; it divides that of the query."),
        DROPOUT,
        USE_BIAS,
        WINDOW,
        FLASH,
        *PROJECTIONS,
    )

    def check(self, call: Call, query: Shape, value: Shape, key: Shape) -> None:
        """Refuse groups that are no whole number, other ranks than 3, and unequal widths or steps."""
        args = call.args
        if args["num_query_heads"] % args["num_key_value_heads"]:
            keras = "`num_query_heads` must be divisible by `num_key_value_heads`"
            found = f"{args['num_query_heads']} and {args['num_key_value_heads']}"
            refuse("argument", "heads that divide", found, keras=keras, argument="num_key_value_heads")
        refuse_flash(call, fuses(call, query))
        refuse_scalars(call, 3)
        for index, tensor in enumerate(call.inputs):
            if tensor.rank > 3:
                refuse("rank", "(N, T, F)", str(tensor), input=index)
        if unequal(query[-1], value[-1]):
            keras = "The last dimension of `query_shape` and `value_shape` must be equal"
            refuse_merge(call, 1, f"a value as wide as the query: {show(query[-1])}", keras, -1)
        refuse_unequal(call, value, key)

    def heads(self, args: Mapping[str, Any]) -> tuple[Shape, Shape, Shape, Shape]:
        """Many of the query, few of key and value."""
        many, few = (args["num_query_heads"], args["head_dim"]), (args["num_key_value_heads"], args["head_dim"])
        return many, few, few, many

    def output(self, call: Call, query: Shape) -> Shape:
        """The query's shape."""
        return query

    def pairs(self, call: Call, query: Shape, value: Shape) -> Shape:
        """(N, heads, Tq, Tv)."""
        return (query[0], call.args["num_query_heads"], query[1], value[1])

    def scores(self, call: Call, query: Shape, key: Shape) -> Shape:
        """(N, heads, Tq, Tk)."""
        return (query[0], call.args["num_query_heads"], query[1], key[1])

    def width(self, args: Mapping[str, Any]) -> int:
        """Widths of key and value."""
        return int(2 * args["head_dim"])

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Head by head."""
        from .equations.attention import several_heads

        args = call.args
        return several_heads(call, result, args["num_query_heads"], args["num_key_value_heads"], args["head_dim"])


KIND = GroupQueryAttention()
