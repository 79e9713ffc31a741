"""A Keras program as data: `backend.render` prints it, `backend.build` evaluates it, so the two cannot drift."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Literal(Record):
    """A Python literal: None, bool, int, float, str, or lists, tuples and dicts of such."""

    value: Any


class Ref(Record):
    """A variable assigned earlier in the program."""

    name: str


class Items(Record):
    """A list of expressions."""

    items: tuple[Expr, ...]


class Entries(Record):
    """A dict from string keys to expressions."""

    items: tuple[tuple[str, Expr], ...]


class Call(Record):
    """A call of something from Keras (`keras.layers.LSTM`), of a variable (the layer is applied), of a variable's method
    (`model.compile`), or of what another call made (`keras.layers.LSTM(…)(x)`)."""

    target: str | Call
    args: tuple[Expr, ...] = ()
    kwargs: tuple[tuple[str, Expr], ...] = ()


class Assign(Record):
    """`names = value  # comment`; several names unpack a list, none is a statement of its own (`model.compile(…)`)."""

    names: tuple[str, ...]
    value: Expr
    comment: str = ""


Expr = Literal | Ref | Items | Entries | Call


class Program(Record):
    """Assignments in order; `model` is the variable that holds the finished `keras.Model`."""

    doc: str
    statements: tuple[Assign, ...]
    model: str
