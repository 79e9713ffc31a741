"""Fields to JSON Schema, one fragment per type.

What a value is tells which keywords judge it (`minimum` numbers, `pattern` texts, `properties` mappings), so alternatives of
different form share one fragment, and an editor's message points at the value instead of at a choice. Wherever the language
takes `${…}`, a fragment takes such a text.
"""

from __future__ import annotations

from rnndsl.ir.fields import (
    NULL,
    REQUIRED,
    Bool,
    Choice,
    Closed,
    Const,
    Either,
    Entry,
    Field,
    Float,
    Int,
    LayerField,
    LayersField,
    ListOf,
    MapOf,
    Name,
    NamedField,
    OneKey,
    OwnLayers,
    Percent,
    Str,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Fragment = dict[str, Any]

VARIABLE = r"^\s*\$\{[^${}]*\}\s*$"
NAME = r"^[A-Za-z_][A-Za-z0-9_]*$"
PERCENT = r"^\s*(?!0*\.?0*\s*%)0*([0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)\s*%$"


def fragment(field: Field) -> Fragment:
    """The schema of a field's values, `${…}` included."""
    typed: Fragment = {}
    others: list[Fragment] = []
    for form in forms(field):
        if "type" in form and _kind(form) not in map(_kind, typed.values()):
            typed[form["type"]] = form
        else:
            others.append(form)
    if typed:
        others.insert(0, _merged(list(typed.values())))
    elif not any("$ref" in form or "if" in form for form in others) and others != [{}]:
        others.append({"$ref": "#/$defs/variable"})
    return others[0] if len(others) == 1 else {"anyOf": others}


def _kind(form: Fragment) -> str:
    """What of a value a typed form judges: numbers are one kind, whole or not."""
    return "number" if form["type"] == "integer" else str(form["type"])


def _merged(typed: list[Fragment]) -> Fragment:
    """Forms of different types as one fragment, which takes `${…}` too."""
    merged: Fragment = {key: value for form in typed for key, value in form.items()}
    types = [form["type"] for form in typed]
    text = next((form for form in typed if form["type"] == "string"), None)
    if text is None:
        return {**merged, "type": [*types, "string"], "pattern": VARIABLE}
    merged["type"] = types[0] if len(types) == 1 else types
    if "pattern" in text:
        merged["pattern"] = f"{text['pattern']}|{VARIABLE}"
    return merged


def forms(field: Field) -> list[Fragment]:
    """The alternatives of a field, without `${…}`, each with the type that it is for, if it is for one."""
    return WRITERS[type(field)](field)


def entries(found: Iterable[Entry]) -> Fragment:
    """The `properties` of a closed mapping, with a sentence and the default for editors."""
    return {entry.name: described(entry) for entry in found}


def described(entry: Entry) -> Fragment:
    """The schema of one key."""
    written = dict(fragment(entry.type))
    if entry.doc:
        written["description"] = entry.doc
    if entry.default is not REQUIRED and (entry.default is not None or _takes_null(entry.type)):
        written["default"] = plain(entry.default)
    return written


def _takes_null(field: Field) -> bool:
    return field == NULL or (isinstance(field, Either) and any(map(_takes_null, field.options)))


def plain(default: Any) -> Any:
    """A default as JSON has it."""
    return [plain(item) for item in default] if isinstance(default, (tuple, list)) else default


def closed(found: Iterable[Entry]) -> Fragment:
    """A mapping with these keys and no other."""
    found = tuple(found)
    written: Fragment = {"type": "object", "properties": entries(found), "additionalProperties": False}
    required = [entry.name for entry in found if entry.default is REQUIRED]
    return {**written, "required": required} if required else written


def one_of_keys(properties: Fragment) -> Fragment:
    """A mapping with exactly one of these keys."""
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1, "maxProperties": 1}


def _bounded(field: Any, kind: str) -> list[Fragment]:
    written: Fragment = {"type": kind}
    for bound, keyword, is_open in ((field.low, "minimum", "open_low"), (field.high, "maximum", "open_high")):
        if bound is not None:
            written[f"exclusive{keyword.capitalize()}" if getattr(field, is_open, False) else keyword] = bound
    return [written]


def _list(field: Any) -> list[Fragment]:
    written: Fragment = {"type": "array", "items": fragment(field.item)}
    if field.low:
        written["minItems"] = field.low
    if field.high is not None:
        written["maxItems"] = field.high
    return [written, *forms(field.item)] if field.single else [written]


def _map(field: Any) -> list[Fragment]:
    written: Fragment = {"type": "object", "additionalProperties": fragment(field.value)}
    return [{**written, "propertyNames": {"pattern": NAME}} if field.identifiers else written]


def _either(field: Any) -> list[Fragment]:
    options: list[Field] = list(field.options)
    if len(options) == 2 and isinstance(options[1], MapOf):
        named = options[0].item if isinstance(options[0], ListOf) else options[0]
        if isinstance(named, NamedField):
            return [_per_output(options[0], options[1], named.group)]
    return [form for option in options for form in forms(option)]


def _per_output(one: Field, each: MapOf, group: str) -> Fragment:
    """One value for all outputs, or a mapping from output to value: a single key that names an object tells."""
    names_object = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"$ref": f"#/$defs/{group} names"},
    }
    by_output = {"if": {"type": "object"}, "then": fragment(each), "else": fragment(one)}
    return {"if": names_object, "then": fragment(one), "else": by_output}


def _layer(field: Any) -> list[Fragment]:
    if not field.kinds:
        return [{"$ref": "#/$defs/layer or block" if field.blocks else "#/$defs/layer"}]
    return [one_of_keys({name: {"$ref": f"#/$defs/nested {name}"} for name in field.kinds})]


WRITERS: dict[type, Callable[[Any], list[Fragment]]] = {
    Field: lambda field: [{}],
    Int: lambda field: _bounded(field, "integer"),
    Float: lambda field: _bounded(field, "number"),
    Bool: lambda field: [{"type": "boolean"}],
    Str: lambda field: [{"type": "string"} if field.empty else {"type": "string", "minLength": 1}],
    Name: lambda field: [{"type": "string", "pattern": NAME}],
    Choice: lambda field: [{"enum": list(field.words)}],
    Const: lambda field: [{"type": "null"} if field.value is None else {"const": field.value}],
    Percent: lambda field: [{"type": "string", "pattern": PERCENT}],
    ListOf: _list,
    MapOf: _map,
    OwnLayers: _map,
    Closed: lambda field: [closed(field.entries)],
    OneKey: lambda field: [one_of_keys(entries(field.entries))],
    Either: _either,
    NamedField: lambda field: [{"$ref": f"#/$defs/{field.group}"}],
    LayerField: _layer,
    LayersField: lambda field: [{"$ref": "#/$defs/layers"}],
}
