"""What may be typed in a place, as candidates: layers, objects of Keras, words, keys. They know nothing of editors.

`insert` may hold snippet fields (`$1`); `plain` says the same without. `rank` orders: what must be there, then what may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from rnndsl.diagnostics.record import Record
from rnndsl.ir.fields import (
    REQUIRED,
    Bool,
    Choice,
    Closed,
    Const,
    Entry,
    Field,
    LayerField,
    LayersField,
    ListOf,
    MapOf,
    NamedField,
    OneKey,
)
from rnndsl.layers import kind, kind_names
from rnndsl.objects import group
from rnndsl.schema.lines import HEADS

from .place import LineField, Own, Place

KEYWORD, LAYER, OBJECT, WORD, NAME, VARIABLE, CODE = "keyword", "layer", "object", "word", "name", "variable", "code"


class Candidate(Record):
    """One thing to type: what the list shows, what is inserted, which sort of thing it is, and a sentence about it."""

    label: str
    insert: str
    sort: str
    detail: str = ""
    doc: str = ""
    rank: int = 1

    @property
    def plain(self) -> str:
        """What is inserted where no snippets are understood."""
        return self.insert.replace("$1", "").replace("$0", "").replace("\\$", "$").replace("\\}", "}")


def key_candidates(entries: Iterable[Entry], colon: bool) -> Iterator[Candidate]:
    """Keys of a closed mapping, the required ones first; `colon` tells that one is there already."""
    for entry in entries:
        required = entry.default is REQUIRED
        detail = entry.type.expects + (" (required)" if required else "")
        yield Candidate(entry.name, entry.name + ("" if colon else ": "), KEYWORD, detail, entry.doc, 0 if required else 1)


def layer_candidates(own: Own, inside: tuple[str, ...] | None, form: str) -> Iterator[Candidate]:
    """Layers as lines (`inside` None) or in another layer, there only of these kinds (empty: any).

    `form` is "line" (`LSTM: {units: }`), "nested" (`{LSTM: {units: }}`), "key" (`LSTM`, before a colon) or "block" (`LSTM:`).
    """
    for name in (*_kinds(), *own.parameters):
        found = kind(name)
        if found is not None and (_is_barred(found.operation, found.inside, inside) or (inside and name not in inside)):
            continue
        required = [entry.name for entry in found.parameters if entry.default is REQUIRED] if found is not None else []
        doc = found.doc if found is not None else own.docs.get(name, "a layer of your own")
        yield Candidate(name, _written(name, required, form), LAYER, found.family if found is not None else "own", doc)
    if inside is None and form != "nested":
        for word, head in HEADS.items():
            main = next(entry for entry in head.entries if entry.name == head.main)
            yield Candidate(word, word if form == "key" else f"{word}: ", KEYWORD, main.type.expects, main.doc)


def _is_barred(operation: bool, cell: bool, inside: tuple[str, ...] | None) -> bool:
    """True for operations inside layers, and for cells on lines of their own."""
    return operation if inside is not None else cell


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(kind_names())


def _written(name: str, required: list[str], form: str) -> str:
    if form == "key":
        return name
    if form == "block":
        return f"{name}:" + ("" if required else " {}")
    body = f"{name}: {{{_fields(required)}}}" if required else name
    return f"{{{body}}}" if form == "nested" and required else body


def _fields(names: list[str]) -> str:
    """`units: $1`, and for several names a place to stop at each."""
    return ", ".join(f"{name}: ${number}" for number, name in enumerate(names, 1))


def object_candidates(field: NamedField, form: str) -> Iterator[Candidate]:
    """Objects of Keras, by every spelling; those that need arguments as `{Name: {…}}`."""
    for spelling, named in sorted(group(field.group).items()):
        required = [entry.name for entry in named.parameters if entry.default is REQUIRED]
        insert = f"{{{spelling}: {{{_fields(required)}}}}}" if required and form != "key" else spelling
        rank = 1 if spelling == named.name or not required else 2
        yield Candidate(spelling, insert, OBJECT, field.group, named.doc, rank)


def value_candidates(here: Place, own: Own, form: str) -> Iterator[Candidate]:
    """What may stand as the value of a place, but for names. `form` is "value", on a line of its own "block"."""
    for field in here.fields:
        make = _VALUES.get(type(field))
        if make is not None:
            yield from make(field, own, form)


def _words(field: Choice, own: Own, form: str) -> Iterator[Candidate]:
    return (Candidate(word, word, WORD) for word in field.words)


def _booleans(field: Bool, own: Own, form: str) -> Iterator[Candidate]:
    return (Candidate(word, word, WORD) for word in ("true", "false"))


def _constant(field: Const, own: Own, form: str) -> Iterator[Candidate]:
    yield Candidate(field.expects, field.expects, WORD)


def _objects(field: NamedField, own: Own, form: str) -> Iterator[Candidate]:
    return object_candidates(field, "value")


def _line(field: LineField, own: Own, form: str) -> Iterator[Candidate]:
    return layer_candidates(own, None, "line")


def _layer(field: LayerField, own: Own, form: str) -> Iterator[Candidate]:
    return layer_candidates(own, field.kinds, "block" if form == "block" else "nested")


def _layers(field: LayersField, own: Own, form: str) -> Iterator[Candidate]:
    if form == "block":
        yield from (dashed(one) for one in layer_candidates(own, None, "line"))


def _list(field: ListOf, own: Own, form: str) -> Iterator[Candidate]:
    if form == "block" and not field.single:
        yield from (dashed(one) for one in value_candidates(Place((field.item,)), own, "value"))


def _mapping(field: Closed | OneKey, own: Own, form: str) -> Iterator[Candidate]:
    """Keys on a line of their own; else the mapping with what it requires."""
    if form == "block":
        yield from key_candidates(field.entries, colon=False)
        return
    required = [entry.name for entry in field.entries if entry.default is REQUIRED]
    if isinstance(field, Closed) and required:
        yield Candidate(
            f"{{{', '.join(f'{name}: …' for name in required)}}}", f"{{{_fields(required)}}}", KEYWORD, field.noun, rank=0
        )


def dashed(one: Candidate) -> Candidate:
    """The candidate as a new line of a list."""
    return Candidate(f"- {one.label}", f"- {one.insert}", one.sort, one.detail, one.doc, one.rank)


_VALUES: dict[type[Field], Callable[..., Iterator[Candidate]]] = {
    Choice: _words,
    Bool: _booleans,
    Const: _constant,
    NamedField: _objects,
    LineField: _line,
    LayerField: _layer,
    LayersField: _layers,
    ListOf: _list,
    Closed: _mapping,
    OneKey: _mapping,
}


def keyed(here: Place, own: Own, colon: bool, names: Iterable[str]) -> Iterator[Candidate]:
    """What may stand as a key of the mapping at a place; `names` are the outputs of the model."""
    form = "key" if colon else "line"
    for field in here.fields:
        if isinstance(field, (Closed, OneKey)):
            yield from key_candidates(field.entries, colon)
        elif isinstance(field, LineField):
            yield from layer_candidates(own, None, form)
        elif isinstance(field, LayerField):
            yield from layer_candidates(own, field.kinds, "key" if colon else "line")
        elif isinstance(field, NamedField):
            yield from _object_keys(field, colon)
        elif isinstance(field, MapOf) and field.noun == "output":
            yield from (Candidate(name, name if colon else f"{name}: ", NAME, "an output") for name in names)


def _object_keys(field: NamedField, colon: bool) -> Iterator[Candidate]:
    for one in object_candidates(field, "key"):
        required = [e.name for e in group(field.group)[one.label].parameters if e.default is REQUIRED]
        yield (
            one
            if colon
            else Candidate(one.label, f"{one.label}: {{{_fields(required)}}}", one.sort, one.detail, one.doc, one.rank)
        )
