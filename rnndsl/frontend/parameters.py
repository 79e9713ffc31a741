"""The parameters that a declared layer has: closed and typed, so that its lines are linted like those of Keras' own layers."""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import REQUIRED, Bool, Choice, Entry, Field, Float, Int, NamedField, Str, optional
from rnndsl.ir.spec import Value
from rnndsl.layers.kind import COMMON
from rnndsl.rules.rnn008_wrong_value import wrong, wrong_value
from rnndsl.schema.lines import INPUTS, NAME, STATES

from .alternatives import fits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from rnndsl.diagnostics.diagnostic import Diagnostic

    Add = Callable[[Diagnostic], None]

EVERYWHERE = frozenset(entry.name for entry in (*COMMON, NAME, INPUTS, STATES))
OBJECTS = {
    "activation": optional(NamedField("activations")),
    "initializer": NamedField("initializers"),
    "regularizer": optional(NamedField("regularizers")),
    "constraint": optional(NamedField("constraints")),
}


def parameters(section: Value | None, add: Add) -> tuple[Entry, ...]:
    """The entries of a declared layer; a mistaken one takes any value."""
    found = []
    for name, value in section.items() if section is not None else ():
        if name in EVERYWHERE:
            add(wrong(value.key or value.span, f"`{name}` is what every layer has, expected a parameter of its own"))
        else:
            found.append(_entry(name, value, add))
    return tuple(found)


def whole_numbers(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """The parameters that a dimension can be computed from: whole numbers, never null; mistaken ones may have been meant so."""
    return tuple(entry.name for entry in entries if isinstance(entry.type, Int) or type(entry.type) is Field)


def _entry(name: str, value: Value, add: Add) -> Entry:
    settings = {"type": value} if not isinstance(value.data, dict) else value.data
    doc = settings.get("doc")
    text = doc.data if doc is not None and isinstance(doc.data, str) else f"The class's own `{name}`."
    field = _field(settings, add)
    default = settings.get("default")
    if field is None or (default is not None and default.data is UNKNOWN):
        return Entry(name, Field(), None, text)
    if default is None:
        return Entry(name, field, REQUIRED, text)
    if default.data is None:
        return Entry(name, optional(field), None, text)
    if not isinstance(default.data, (bool, int, float, str)) or not fits(field, default.data):
        add(wrong_value(default.span, "default", field.expects))
        return Entry(name, Field(), None, text)
    return Entry(name, field, default.data, text)


def _field(settings: dict[str, Value], add: Add) -> Field | None:
    """The field of a parameter; None, reported, where its settings do not go together."""
    word = settings["type"].data
    used = {"int": ("low", "high"), "float": ("low", "high"), "str": ("choices",)}.get(word, ())
    for key in ("low", "high", "choices"):
        if key in settings and key not in used and isinstance(word, str):
            place = settings[key].key or settings[key].span
            add(wrong(place, f"`{key}` says nothing of a parameter of type {word}"))
            return None
    low, high = (settings[key].data if key in settings else None for key in ("low", "high"))
    if word == "int":
        return _whole(settings, low, high, add)
    if word == "float":
        return Float(low, high) if UNKNOWN not in (low, high) else None
    if word == "bool":
        return Bool()
    if word == "str":
        words = settings.get("choices")
        return Choice(tuple(str(v.data) for v in words.list)) if words is not None else Str(empty=True)
    return OBJECTS.get(word) if isinstance(word, str) else None


def _whole(settings: dict[str, Value], low: Any, high: Any, add: Add) -> Field | None:
    for key, bound in (("low", low), ("high", high)):
        if bound is not None and not isinstance(bound, int):
            if bound is not UNKNOWN:
                add(wrong_value(settings[key].span, key, "a whole number"))
            return None
    return Int(low, high)
