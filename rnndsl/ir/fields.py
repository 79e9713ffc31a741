"""The types of the language's values: one small algebra for the linter's walk, the JSON Schema and the documentation.

A Field describes plain values. `frontend.validate` walks nodes by it, `schema` turns it into JSON Schema, kinds and sections
are made of it. `problem` judges one plain scalar; containers are walked by whoever holds the nodes.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Required:
    """Marks a parameter without default."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED = Required()


class Field(Record):
    """A type of value. `expects` says in words what is wanted."""

    @property
    def expects(self) -> str:
        """What a value must be, to follow the word «expected»."""
        return "a value"

    def problem(self, value: Any) -> str | None:
        """Why a plain scalar is refused, or None; «found …» is left to the caller."""
        return None


class Int(Field):
    """A whole number (never a bool). `dim` allows a Dim that only the data will tell."""

    low: int | None = None
    high: int | None = None

    @property
    def expects(self) -> str:
        return "a whole number" + _range(self.low, self.high)

    def problem(self, value: Any) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return f"expected {self.expects}"
        return None if _inside(value, self.low, self.high) else f"expected {self.expects}"


class Float(Field):
    """A number, whole or not (never a bool, never NaN or infinite). `open_low`/`open_high` exclude the bound itself."""

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def expects(self) -> str:
        if self.open_low or self.open_high:
            low = f"greater than {self.low:g}" if self.open_low and self.low is not None else ""
            low = low or (f"at least {self.low:g}" if self.low is not None else "")
            high = f"below {self.high:g}" if self.open_high and self.high is not None else ""
            high = high or (f"at most {self.high:g}" if self.high is not None else "")
            return "a number " + " and ".join(filter(None, (low, high)))
        return "a number" + _range(self.low, self.high)

    def problem(self, value: Any) -> str | None:
        wrong = f"expected {self.expects}"
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return wrong
        if value != value or value in (float("inf"), float("-inf")):
            return wrong
        if not _inside(value, self.low, self.high):
            return wrong
        return wrong if (self.open_low and value == self.low) or (self.open_high and value == self.high) else None


class Bool(Field):
    """`true` or `false`."""

    @property
    def expects(self) -> str:
        return "true or false"

    def problem(self, value: Any) -> str | None:
        return None if isinstance(value, bool) else f"expected {self.expects}"


class Str(Field):
    """A text. `noun` says what it stands for; `path` allows `${env.NAME}` inside."""

    noun: str = "a text"
    path: bool = False
    empty: bool = False

    @property
    def expects(self) -> str:
        return self.noun

    def problem(self, value: Any) -> str | None:
        return None if isinstance(value, str) and (value or self.empty) else f"expected {self.noun}"


class Name(Field):
    """A name for a layer, an input, a block: letters, digits and `_`, as Python's identifiers are in ASCII."""

    @property
    def expects(self) -> str:
        return "a name of letters, digits and `_`"

    def problem(self, value: Any) -> str | None:
        named = isinstance(value, str) and value.isascii() and value.isidentifier()
        return None if named else f"expected {self.expects}"


class Choice(Field):
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def expects(self) -> str:
        return "one of " + ", ".join(self.words)

    def problem(self, value: Any) -> str | None:
        return None if isinstance(value, str) and value in self.words else f"expected {self.expects}"


class Const(Field):
    """Exactly one scalar, such as `rnndsl: 1`."""

    value: Any

    @property
    def expects(self) -> str:
        return "null" if self.value is None else str(self.value)

    def problem(self, value: Any) -> str | None:
        same = value == self.value and type(value) is type(self.value)
        return None if same else f"expected {self.expects}"


NULL = Const(None)


class Percent(Field):
    """A share written `15%`, between 0% and 100%, both excluded."""

    @property
    def expects(self) -> str:
        return "a share such as 15%"

    def problem(self, value: Any) -> str | None:
        wrong = f"expected {self.expects}"
        if not isinstance(value, str) or not value.endswith("%"):
            return wrong
        digits = value[:-1].strip()
        if not digits.replace(".", "", 1).isdigit() or not digits.isascii():
            return wrong
        return None if 0 < float(digits) < 100 else wrong


class ListOf(Field):
    """A list of values of one type; `low` and `high` bound its length. `single` lets one value stand for a list of one."""

    item: Field
    low: int = 0
    high: int | None = None
    single: bool = False

    @property
    def expects(self) -> str:
        size = f" of {self.low}" if self.low and self.low == self.high else ""
        return f"a list{size} ({self.item.expects} each)"


class MapOf(Field):
    """A mapping from any name to values of one type; `identifiers` asks that each key passes `Name`."""

    value: Field
    noun: str = "name"
    identifiers: bool = False

    @property
    def expects(self) -> str:
        return f"a mapping from each {self.noun} to {self.value.expects}"


class OwnLayers(MapOf):
    """The layers that a file declares: read before the lines that use them, wherever they stand."""


class Entry(Record):
    """A key of a closed mapping: name, type, default (REQUIRED where there is none), and a sentence for editors."""

    name: str
    type: Field
    default: Any = REQUIRED
    doc: str = ""


class Closed(Field):
    """A mapping with these keys and no other."""

    entries: tuple[Entry, ...]
    noun: str = "a mapping"

    @property
    def expects(self) -> str:
        return f"{self.noun} with {', '.join(e.name for e in self.entries)}"


class OneKey(Field):
    """A mapping with exactly one key, which tells the type of its value: `{difference: 12}`."""

    entries: tuple[Entry, ...]
    noun: str = "a mapping with one key"

    @property
    def expects(self) -> str:
        return f"{self.noun}: one of {', '.join(e.name for e in self.entries)}"


class Either(Field):
    """The first alternative whose form (scalar type, list, mapping) fits the value decides."""

    options: tuple[Field, ...]

    @property
    def expects(self) -> str:
        return " or ".join(option.expects for option in self.options)

    def problem(self, value: Any) -> str | None:
        found = [option.problem(value) for option in self.options]
        return None if None in found else f"expected {self.expects}"


class NamedField(Field):
    """An object of Keras by name or with arguments; `group` is a section of `rnndsl.objects` (`activations`, `losses`, …)."""

    group: str

    @property
    def expects(self) -> str:
        return f"one of Keras' {self.group}, by name or as {{Name: {{…}}}}"


class LayerField(Field):
    """A nested layer in the one-key form; `kinds` limits which. `blocks`: a block may stand there too, as `block: name`."""

    kinds: tuple[str, ...] = ()
    blocks: bool = False

    @property
    def expects(self) -> str:
        return "a layer" + (f" ({', '.join(self.kinds)})" if self.kinds else "")


class LayersField(Field):
    """The chain under `layers:`: lines with layers, `use:`, `repeat:` and blocks."""

    @property
    def expects(self) -> str:
        return "a list of layers"


def optional(field: Field) -> Either:
    """The field, or null."""
    return Either((field, NULL))


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" of at least {low:g}"
    return f" of at most {high:g}" if high is not None else ""


def _inside(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
