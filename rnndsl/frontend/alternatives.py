"""Which alternative of a field takes a value, and what a default looks like as a Value: questions that need no document."""

from __future__ import annotations

from rnndsl.diagnostics.span import Span
from rnndsl.ir.fields import (
    REQUIRED,
    Bool,
    Choice,
    Closed,
    Const,
    Either,
    Field,
    Float,
    Int,
    LayerField,
    ListOf,
    Name,
    NamedField,
    Percent,
    Str,
)
from rnndsl.ir.spec import Value
from rnndsl.objects import group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SIMPLE = frozenset((Int, Float, Bool, Str, Name, Choice, Const, Percent))


def options_of(field: Field) -> tuple[Field, ...]:
    """The alternatives of a field; a list that a single value may stand for counts as that value too."""
    if isinstance(field, Either):
        return tuple(inner for option in field.options for inner in options_of(option))
    if isinstance(field, ListOf) and field.single:
        return (field, *options_of(field.item))
    return (field,)


def layer_option(field: Field) -> LayerField | None:
    """The alternative of a field that is a layer, if there is one."""
    return next((o for o in options_of(field) if isinstance(o, LayerField)), None) if type(field) not in SIMPLE else None


def fits(field: Field, data: Any) -> bool:
    """True if a scalar (anything but a list or mapping) is what a field takes."""
    kind = type(field)
    if kind in SIMPLE:
        return field.problem(data) is None
    if isinstance(field, NamedField):
        named = group(field.group).get(data) if isinstance(data, str) else None
        return named is not None and all(entry.default is not REQUIRED for entry in named.parameters)
    if isinstance(field, Either) or (isinstance(field, ListOf) and field.single):
        return any(fits(option, data) for option in options_of(field) if not isinstance(option, (Either, ListOf)))
    return kind is Field


def default_value(field: Field, default: Any, place: Span) -> Value:
    """A default as a Value, the defaults of a section inside it filled in; it stands where its mapping stands."""
    if isinstance(field, Closed) and isinstance(default, dict):
        written = {e.name: default.get(e.name, e.default) for e in field.entries}
        filled = {e.name: default_value(e.type, written[e.name], place) for e in field.entries if written[e.name] is not None}
        return Value(filled, place, default=True)
    if isinstance(default, (tuple, list)):
        return Value(tuple(default_value(field, item, place) for item in default), place, default=True)
    return Value(default, place, default=True)
