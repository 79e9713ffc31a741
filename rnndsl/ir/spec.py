"""The checked document: plain values that remember where they stand, and the lines of `layers:`.

`frontend.validate` makes it, `probe` and `frontend.resolve` read it. Every value has passed its Field, or is `dims.UNKNOWN`
because a mistake was reported in its place.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_set = object.__setattr__


class Variable(Record):
    """`${…}` that only data or layers can answer: path `data.origin.classes` or `letters.vocabulary_size`."""

    path: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.path)


class Value(Record):
    """A value of the document.

    `data` is None, bool, int, float, str, a tuple of Values, a dict from str to Value, a LayerSpec, a Variable, or
    `dims.UNKNOWN` where a mistake hides it.
    `span` is what is written in this place (`"${vars.units}"`), `key` the key that leads here, and `via` the places
    where the value really comes from (the entry under `vars`, the file that `extends` names, the `--set`), nearest first.
    `default` marks a value that nobody wrote.
    """

    data: Any
    span: Span
    key: Span | None = None
    via: tuple[Span, ...] = ()
    default: bool = False

    if not TYPE_CHECKING:

        def __init__(self, data, span, key=None, via=(), default=False):
            # Written out: every value of a file makes one, and the general constructor takes twice as long.
            _set(self, "data", data)
            _set(self, "span", span)
            _set(self, "key", key)
            _set(self, "via", via)
            _set(self, "default", default)

    def get(self, *path: str) -> Value | None:
        """The value below a path of keys, or None where some key is absent."""
        value: Value | None = self
        for key in path:
            if value is None or not isinstance(value.data, dict):
                return None
            value = value.data.get(key)
        return value

    def items(self) -> Iterator[tuple[str, Value]]:
        """Keys and Values of a mapping; nothing for anything else."""
        return iter(self.data.items() if isinstance(self.data, dict) else ())

    @property
    def list(self) -> tuple[Value, ...]:
        """The Values of a list; a single value counts as a list of one, as the language allows."""
        return self.data if isinstance(self.data, tuple) else (self,)

    def plain(self) -> Any:
        """The value without places: dicts, lists and scalars; a Variable prints as `${…}`."""
        data = self.data
        if isinstance(data, dict):
            return {str(key): value.plain() for key, value in data.items()}
        if isinstance(data, tuple):
            return [value.plain() for value in data]
        if isinstance(data, Variable):
            return "${" + str(data) + "}"
        return data.plain() if isinstance(data, LayerSpec) else data


class LayerSpec(Record):
    """One line of `layers:` (or a nested layer): what kind, with which arguments.

    `kind` is a Keras layer name (`LSTM`), or `use` (argument `layer`), `repeat` (`times`, `layers`), `block` (`of`). `args`
    holds the checked arguments as written, nothing added (nested layers are Values of LayerSpec). `span` covers the word
    `LSTM`, `body` its arguments
    (`{units: 64}`, a block mapping, or the word itself when `style` is "bare"), so fixes know where to write.
    `inputs`, `name` and `initial_state` are wiring, kept apart from `args`.
    """

    kind: str
    args: dict[str, Value]
    span: Span
    body: Span
    style: str
    name: Value | None = None
    inputs: Value | None = None
    initial_state: Value | None = None

    def plain(self) -> Any:
        """The line as plain data: `{"LSTM": {"units": 64}}`, or `"Flatten"`."""
        body = {key: value.plain() for key, value in self.args.items()}
        for key in ("name", "inputs", "initial_state"):
            value = getattr(self, key)
            if value is not None:
                body[key] = value.plain()
        return {str(self.kind): body} if body else str(self.kind)
