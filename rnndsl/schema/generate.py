"""The JSON Schema of the language, made of the sections, the layer kinds and Keras' objects.

It is for editors, and the second opinion on resolved files. Closed everywhere. It says what can be said of one value alone;
that names exist, that variables have the right type and that no key stands twice is for the linter.
"""

from __future__ import annotations

from rnndsl.ir.fields import REQUIRED, Entry
from rnndsl.layers import kind, kind_names
from rnndsl.layers._cells import CELLS
from rnndsl.layers.kind import Kind
from rnndsl.objects import GROUPS, NamedObject, group

from .fragments import VARIABLE, closed, fragment, one_of_keys
from .lines import HEADS, INNER_BLOCK, Head, line_entries
from .sections import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .fragments import Fragment

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def generate(own: Sequence[Kind] = ()) -> Fragment:
    """The whole schema as plain data; loads every kind and every group of objects.

    `own` are the kinds that a file declares: the schema is then that of this file. Without them it cannot know the layers of
    a file that declares some, and says nothing of its model.
    """
    definitions: Fragment = {
        "variable": {
            "type": "string",
            "pattern": VARIABLE,
            "description": "${vars.NAME}, ${data.TARGET.classes}, ${LAYER.vocabulary_size}",
        },
        "layers": {"type": ["array", "string"], "pattern": VARIABLE, "minItems": 1, "items": {"$ref": "#/$defs/line"}},
    }
    kinds = [*(found for name in kind_names() if (found := kind(name)) is not None), *own]
    for each in kinds:
        definitions[each.name] = _arguments(each, line_entries(each.name))
        if not each.operation:
            definitions[f"nested {each.name}"] = _nested(each)
    definitions["layer"] = _layer([each for each in kinds if not each.operation], "nested ", variable=True)
    block = {"if": {"type": "object", "required": ["block"]}, "then": _head("block", INNER_BLOCK)}
    definitions["layer or block"] = {**block, "else": {"$ref": "#/$defs/layer"}}
    definitions["line"] = _line(kinds)
    for name in GROUPS:
        definitions.update(_objects(name))
    whole = {"$schema": DRAFT, "title": "rnndsl model file", **closed(FILE.entries), "$defs": definitions}
    cells = [each.name for each in own if each.inside]
    return _with_cells(whole, cells) if cells else whole if own else _unless_declared(whole)


def _unless_declared(whole: Fragment) -> Fragment:
    """The schema, its word on the model kept for files that declare no layers of their own."""
    model = whole["properties"]["model"]
    some = {"properties": {"extensions": {"type": "object", "minProperties": 1}}, "required": ["extensions"]}
    judged = {"if": some, "then": {"properties": {"model": {"type": "object"}}}, "else": {"properties": {"model": model}}}
    properties = {**whole["properties"], "model": {"description": model.get("description", "")}}
    return {**whole, "properties": properties, **judged}


def _with_cells(written: Any, cells: Sequence[str]) -> Any:
    """The schema with these cells wherever it takes cells of Keras."""
    if isinstance(written, list):
        return [_with_cells(item, cells) for item in written]
    if not isinstance(written, dict):
        return written
    found = {key: _with_cells(value, cells) for key, value in written.items()}
    if written.get("maxProperties") == 1 and {"$ref": f"#/$defs/nested {CELLS[0]}"} in written.get("properties", {}).values():
        found["properties"].update({name: {"$ref": f"#/$defs/nested {name}"} for name in cells})
    return found


def _needs(entries: tuple[Entry, ...]) -> bool:
    return any(entry.default is REQUIRED for entry in entries)


def _arguments(described: Kind, entries: tuple[Entry, ...]) -> Fragment:
    """The mapping under a layer's name; nothing is as good as an empty one where nothing is required."""
    written = {"description": described.doc, **closed(entries)}
    return written if _needs(entries) else {**written, "type": ["object", "null"]}


def _nested(described: Kind) -> Fragment:
    """The same inside another layer, where nothing can be wired."""
    entries = line_entries(described.name, wired=False)
    written = _arguments(described, entries)
    written["properties"] = {entry.name: {"$ref": f"#/$defs/{described.name}/properties/{entry.name}"} for entry in entries}
    return written


def _layer(kinds: list[Kind], prefix: str, variable: bool) -> Fragment:
    """A layer: its name alone where nothing is required, or the one-key form."""
    named = [(name, each) for each in kinds for name in (each.name, *each.also)]
    keys = one_of_keys({name: {"$ref": f"#/$defs/{prefix}{each.name}"} for name, each in named})
    bare: Fragment = {"enum": [name for name, each in named if not _needs(each.parameters)]}
    word = {"anyOf": [bare, {"$ref": "#/$defs/variable"}]} if variable else bare
    return {"if": {"type": "object"}, "then": keys, "else": word}


def _line(kinds: list[Kind]) -> Fragment:
    """A line: `use`, `block` or `repeat` tell what else may stand beside them; any other line is a layer."""
    written = _layer(kinds, "", variable=False)
    for word, head in reversed(HEADS.items()):
        tells = {"type": "object", "required": [word]}
        written = {"if": tells, "then": _head(word, head), "else": written}
    return {**written, "defaultSnippets": [_snippet(each) for each in kinds if _needs(each.parameters) and not each.inside]}


def _snippet(described: Kind) -> Fragment:
    """A line with the arguments that it needs: editors know this keyword, and offer no `then` where nothing stands yet."""
    needed = (entry.name for entry in described.parameters if entry.default is REQUIRED)
    body = {described.name: {name: f"${number}" for number, name in enumerate(needed, 1)}}
    return {"label": described.name, "description": described.doc, "body": body}


def _head(word: str, head: Head) -> Fragment:
    """A line that is no layer, with its settings beside the word or under it."""
    main = next(entry for entry in head.entries if entry.name == head.main)
    beside = tuple(entry for entry in head.entries if entry.name != head.main)
    under = closed(head.entries)
    short = fragment(main.type)
    own = {"description": main.doc, "if": {"type": "object"}, "then": under, "else": short}
    written = closed(beside)
    required = written.pop("required", [])
    written["properties"] = {word: own, **written["properties"]}
    is_under = {"properties": {word: {"type": "object"}}}
    return {**written, "if": is_under, "then": {"maxProperties": 1}, "else": {"required": required}}


def _objects(name: str) -> Fragment:
    """The definitions of a group of Keras' objects: by name, or with arguments."""
    known = group(name)
    definitions: Fragment = {f"{name} names": {"enum": sorted(known)}}
    for named in dict.fromkeys(found.name for found in known.values()):
        definitions[f"{name} {named}"] = _object(known[named])
    with_arguments = {spelling: {"$ref": f"#/$defs/{name} {found.name}"} for spelling, found in sorted(known.items())}
    bare = sorted(spelling for spelling, found in known.items() if not _needs(found.parameters))
    word = {"anyOf": [{"enum": bare}, {"$ref": "#/$defs/variable"}]}
    alternatives = {"if": {"type": "object"}, "then": one_of_keys(with_arguments), "else": word}
    definitions[name] = {**alternatives, "examples": bare}  # editors offer these as values: they don't look into an `else`
    return definitions


def _object(named: NamedObject) -> Fragment:
    written = {"description": named.doc, **closed(named.parameters)}
    return written if _needs(named.parameters) else {**written, "type": ["object", "null"]}
