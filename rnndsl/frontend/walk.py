"""The walk over a document by its fields: nodes become Values, and every mistake is reported where it stands.

One `Walk` serves one document. It never stops: what is wrong becomes `dims.UNKNOWN`, and a key or word that can only mean
another counts as that one from here on, so that one mistake gives one finding. Messages are composed in `mistakes`, which is
imported when the first mistake is found; the walk itself stays lean, for it visits every value of the file.
"""

from __future__ import annotations

from rnndsl.diagnostics.span import Source, Span
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import (
    REQUIRED,
    Closed,
    Entry,
    Field,
    LayerField,
    LayersField,
    ListOf,
    MapOf,
    NamedField,
    OneKey,
    OwnLayers,
)
from rnndsl.ir.spec import Value
from rnndsl.objects import group

from .alternatives import SIMPLE, default_value, fits, layer_option, options_of
from .document import Document, Pair, pairs_of, span_of
from .scalars import scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from rnndsl.diagnostics.report import Report
    from rnndsl.layers._own import OwnName

    from .document import Node

    Table = dict[str, Entry]
    T = TypeVar("T")

EXACT = 2.0**53
_IN_LISTS = (ListOf, LayersField)
_IN_MAPPINGS = (Closed, MapOf, OneKey, NamedField, LayerField)


class Walk:
    """The state of one walk: where it is (`source`, `uses`), the document's variables, blocks and own layers."""

    __slots__ = (
        "_grafts",
        "_plain",
        "_tables",
        "blocks",
        "filled_in",
        "in_layers",
        "opened",
        "own",
        "own_section",
        "report",
        "source",
        "tables",
        "uses",
        "variables",
    )

    def __init__(self, document: Document, report: Report) -> None:
        self.report = report
        self.source: Source = document.source
        self._grafts = document.grafts
        text = document.source.text
        self._plain = not document.grafts and "&" not in text and "<<" not in text
        self._tables: dict[int, tuple[object, Table]] = {}
        self.tables: dict[tuple[str, bool], Table] = {}
        self.variables: dict[str, tuple[Node, Source]] = {}
        self.blocks: tuple[str, ...] = ()
        self.own: dict[str, OwnName] = {}
        self.own_section: Value | None = None
        self.in_layers = False
        self.opened: tuple[str, ...] = ()
        self.uses: tuple[Span, ...] = ()
        self.filled_in = 0

    # Places

    def source_of(self, node: Node) -> Source:
        """The text that a node stands in."""
        return self._grafts[id(node)][0] if id(node) in self._grafts else self.source

    def span(self, node: Node) -> Span:
        """The characters of a node, wherever it comes from."""
        if self._plain and (node.style not in ("|", ">") if node.id == "scalar" else node.flow_style):
            return Span(self.source, node.start_mark.index, node.end_mark.index)
        return span_of(self.source_of(node), node)

    def pairs(self, node: Node) -> list[Pair]:
        """The pairs of a mapping node, merges written out."""
        return node.value if self._plain else pairs_of(node)

    def within(self, source: Source, call: Callable[[], T]) -> T:
        """The result of `call`, made while the walk is in another text."""
        outer, self.source = self.source, source
        try:
            return call()
        finally:
            self.source = outer

    # Values

    def value(self, field: Field, node: Node, key: Span | None = None) -> Value:
        """The Value of a node that should be a `field`; whatever is wrong is reported and unknown."""
        if self.opened:
            self.filled_in += 1
        if self._grafts:
            source = self.source_of(node)
            if source is not self.source:
                return self.within(source, lambda: self._value(field, node, key))
        return self._value(field, node, key)

    def _value(self, field: Field, node: Node, key: Span | None) -> Value:
        if node.id == "scalar":
            text = node.value
            if "${" in text:
                from .variables import answer

                return answer(self, field, node, key)
            data = text if node.style else scalar(text)
            if type(field) in SIMPLE and field.problem(data) is None:
                return Value(data, self.span(node), key)
            return self.scalar(field, data, node, key)
        chosen = self._choose(field, node)
        if chosen is None:
            return self.wrong_form(field, node, key)
        return WALKS[type(chosen)](self, chosen, node, key)

    def scalar(self, field: Field, data: Any, node: Node, key: Span | None) -> Value:
        """The Value of a scalar whose meaning is `data`."""
        nested = layer_option(field) if isinstance(data, str) else None
        if nested is not None:
            from .lines import nested_layer

            return nested_layer(self, nested, node, key)
        if isinstance(data, float) and abs(data) < EXACT and data.is_integer() and not fits(field, data):
            data = int(data)
        if fits(field, data):
            return Value(data, self.span(node), key)
        from .mistakes import wrong_scalar

        return Value(wrong_scalar(self, field, data, node, key), self.span(node), key)

    def wrong_form(self, field: Field, node: Node, key: Span | None) -> Value:
        """The unknown Value of a list or mapping that should be something else, reported."""
        from .mistakes import wrong_form

        wrong_form(self, field, node, key)
        return Value(UNKNOWN, self.span(node), key)

    def _choose(self, field: Field, node: Node) -> Field | None:
        """The field, or the alternative in it, that takes a list or a mapping; None where none does."""
        options = options_of(field)
        if node.id == "sequence":
            return next((o for o in options if isinstance(o, _IN_LISTS) or type(o) is Field), None)
        fitting = [o for o in options if isinstance(o, _IN_MAPPINGS) or type(o) is Field]
        if len(fitting) == 2 and isinstance(fitting[0], NamedField) and isinstance(fitting[1], MapOf):
            return fitting[0] if self._names_object(fitting[0], node) else fitting[1]
        return fitting[0] if fitting else None

    def _names_object(self, field: NamedField, node: Node) -> bool:
        """True if a mapping is `{Huber: {…}}` rather than one value per output."""
        pairs = self.pairs(node)
        if len(pairs) != 1 or pairs[0][0].id != "scalar":
            return False
        word, body = pairs[0]
        known = group(field.group)
        if word.value in known or body.id != "mapping":
            return word.value in known
        return not any(inner.id == "scalar" and inner.value in known for inner, _ in self.pairs(body))

    # Mappings

    def table(self, entries: Sequence[Entry], owner: object) -> Table:
        """Entries by name, made once for each owner."""
        known = self._tables.get(id(owner))
        if known is None:
            known = self._tables[id(owner)] = (owner, {entry.name: entry for entry in entries})
        return known[1]

    def members(self, table: Table, pairs: Sequence[Pair], owner: str) -> dict[str, Value]:
        """The Values of a closed mapping, as written: nothing is added; unknown and repeated keys are reported."""
        found: dict[str, Value] = {}
        for word, node in pairs:
            name: str | None = word.value if word.id == "scalar" else None
            if name not in table or name in found:
                from .mistakes import odd_key

                name = odd_key(self, word, node, table, pairs, found, owner)
                if name is None:
                    continue
            found[name] = self.value(table[name].type, node, self.span(word))
        return found

    def completed(self, field: Closed, found: dict[str, Value], place: Span) -> dict[str, Value]:
        """The members of a section with its defaults; what must be there and is not is reported, and unknown."""
        for entry in field.entries:
            if entry.name in found:
                continue
            if entry.default is REQUIRED:
                from .mistakes import missing

                missing(self, field.noun, entry, place)
                found[entry.name] = Value(UNKNOWN, place)
            elif entry.default is not None:
                found[entry.name] = default_value(entry.type, entry.default, place)
        return found


def _any(walk: Walk, field: Field, node: Node, key: Span | None) -> Value:
    if node.id == "sequence":
        return Value(tuple(walk.value(field, child) for child in node.value), walk.span(node), key)
    return _map(walk, MapOf(field), node, key)


def _list(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    size = len(node.value)
    if size < field.low or (field.high is not None and size > field.high):
        return walk.wrong_form(field, node, key)
    item = field.item
    return Value(tuple(walk.value(item, child) for child in node.value), walk.span(node), key)


def _map(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    pairs = walk.pairs(node)
    table = {word.value: Entry(word.value, field.value) for word, _ in pairs if word.id == "scalar"}
    found = walk.members(table, pairs, "this mapping")
    if field.identifiers:
        for name, value in found.items():
            if not (name.isascii() and name.isidentifier()):
                from .mistakes import odd_name

                odd_name(walk, field.noun, name, value)
    return Value(found, walk.span(node), key)


def _own_layers(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    """The declared layers, read once: `validate` asks for them before anything else is walked."""
    if walk.own_section is None:
        from .extensions import own_names

        found = _map(walk, field, node, key)
        walk.own = own_names(found, walk.report)
        walk.own_section = Value({walk.own.get(name, name): value for name, value in found.items()}, found.span, key)
    return walk.own_section


def _closed(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    place = walk.span(node)
    found = walk.members(walk.table(field.entries, field), walk.pairs(node), field.noun)
    return Value(walk.completed(field, found, key or place), place, key)


def _one_key(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    pairs = walk.pairs(node)
    if len(pairs) != 1:
        return walk.wrong_form(field, node, key)
    return Value(walk.members(walk.table(field.entries, field), pairs, field.noun), walk.span(node), key)


def _named(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    from .named import named_object

    return named_object(walk, field, node, key)


def _layer(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    from .lines import nested_layer

    return nested_layer(walk, field, node, key)


def _layers(walk: Walk, field: Any, node: Node, key: Span | None) -> Value:
    from .lines import layers

    return layers(walk, node, key)


WALKS: dict[type, Callable[[Walk, Any, Node, Span | None], Value]] = {
    Field: _any,
    ListOf: _list,
    MapOf: _map,
    OwnLayers: _own_layers,
    Closed: _closed,
    OneKey: _one_key,
    NamedField: _named,
    LayerField: _layer,
    LayersField: _layers,
}
