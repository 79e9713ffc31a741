"""A Keras program as data: `backend.render` prints it, `backend.build` evaluates it, so the two cannot drift."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .nest import Nest


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
    """`names = value  # comment`; several names unpack a list, those of a group a list in it (`y, (h, c) = …`).

    None is a statement of its own (`model.compile(…)`).
    """

    names: Nest
    value: Expr
    comment: str = ""


Expr = Literal | Ref | Items | Entries | Call


class Import(Record):
    """A class that does not come from Keras: `from module import class_name as name`; calls know it by `name`."""

    module: str
    class_name: str
    name: str


class Program(Record):
    """Assignments in order; `model` is the variable that holds the finished `keras.Model`, `imports` are the user's classes."""

    doc: str
    statements: tuple[Assign, ...]
    model: str
    imports: tuple[Import, ...] = ()
