"""The walk over the lines under `layers:`: one-key layers, and the lines that are no layer (`schema.lines`)."""

from __future__ import annotations

from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import REQUIRED, LayerField, LayersField
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.layers import kind as find_kind
from rnndsl.schema.lines import HEADS, INNER_BLOCK, INPUTS, NAME, line_entries

from .scalars import scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.layers.kind import Kind
    from rnndsl.schema.lines import Head

    from .document import Node, Pair
    from .walk import Table, Walk


def layers(walk: Walk, node: Node, key: Span | None) -> Value:
    """The lines of a list of layers: a tuple of Values that hold LayerSpecs; lines that say nothing usable are left out."""
    if not node.value:
        return walk.wrong_form(LayersField(), node, key)
    outer, walk.in_layers = walk.in_layers, True
    found = [_line(walk, child) for child in node.value]
    walk.in_layers = outer
    return Value(tuple(line for line in found if line is not None), walk.span(node), key)


def _line(walk: Walk, node: Node) -> Value | None:
    source = walk.source_of(node)
    if source is not walk.source:
        return walk.within(source, lambda: _line_here(walk, node))
    return _line_here(walk, node)


def _line_here(walk: Walk, node: Node) -> Value | None:
    if node.id == "mapping":
        pairs = walk.pairs(node)
        head = next((word for word, _ in pairs if word.id == "scalar" and word.value in HEADS), None)
        if head is not None:
            return Value(_head(walk, node, head, pairs, HEADS[head.value]), walk.span(node))
    return _layer_line(walk, node, LayerField(), None, wired=True)


def nested_layer(walk: Walk, field: LayerField, node: Node, key: Span | None) -> Value:
    """The Value of a layer inside another one; unknown where it is no layer, or none of the kinds that may stand there."""
    if field.blocks and node.id == "mapping" and (pairs := walk.pairs(node)) and pairs[0][0].value == "block":
        return Value(_head(walk, node, pairs[0][0], pairs, INNER_BLOCK), walk.span(node), key)
    found = _layer_line(walk, node, field, key, wired=False)
    kind = find_kind(found.data.kind) if found is not None else None
    wrong = found is None or ((kind is not None or field.kinds) and (kind is None or not _may_stand(kind, field, wired=False)))
    return Value(UNKNOWN, walk.span(node), key) if found is None or wrong else found


def _layer_line(walk: Walk, node: Node, field: LayerField, key: Span | None, wired: bool) -> Value | None:
    """A line in the one-key form, or bare; None, reported, where it is neither."""
    pairs: list[Pair] = []
    if node.id == "scalar" and node.value:
        return Value(_layer(walk, node, None, [], field, wired), walk.span(node), key)
    if node.id == "mapping":
        pairs = walk.pairs(node)
    if not pairs or pairs[0][0].id != "scalar":
        walk.wrong_form(field, node, key)
        return None
    word, body = pairs[0]
    if len(pairs) > 1:
        from .mistakes import beside

        beside(walk, pairs)
    known = _table(walk, _named(walk, word.value), wired) if len(pairs) > 1 else {}
    arguments = _arguments(walk, word, body) + [pair for pair in pairs[1:] if pair[0].id != "scalar" or pair[0].value in known]
    return Value(_layer(walk, word, body, arguments, field, wired), walk.span(node), key)


def _arguments(walk: Walk, word: Node, body: Node) -> list[Pair]:
    """The pairs under a layer's name; nothing, reported, where something else stands there."""
    if body.id == "mapping":
        return list(walk.pairs(body))
    if not _is_nothing(body):
        from .mistakes import no_arguments

        kind = find_kind(_named(walk, word.value))
        no_arguments(walk, body, word.value, kind.parameters if kind is not None else ())
    return []


def _is_nothing(body: Node) -> bool:
    """True for what stands after `LSTM:` where nothing follows, or null."""
    return body.id == "scalar" and not body.style and scalar(body.value) is None


def _layer(walk: Walk, word: Node, body: Node | None, pairs: list[Pair], field: LayerField, wired: bool) -> LayerSpec:
    name: str = _named(walk, word.value)
    kind = find_kind(name)
    if kind is None or not _may_stand(kind, field, wired):
        from .mistakes import unknown_layer

        meant = unknown_layer(walk, word, field, wired)
        name = _named(walk, meant) if meant is not None else name
        kind = find_kind(name)
    place = walk.span(word)
    name = name if kind is None else kind.name
    if kind is None:
        return LayerSpec(name, {}, place, place, "bare", _peek(walk, pairs, "name"), _peek(walk, pairs, "inputs"))
    found = walk.members(_table(walk, name, wired), pairs, name)
    refused = body is not None and body.id != "mapping" and not _is_nothing(body)
    for entry in kind.parameters:
        if entry.default is REQUIRED and entry.name not in found and not refused:
            from .mistakes import missing

            missing(walk, name, entry, place)
            found[entry.name] = Value(UNKNOWN, place)
    style = "bare" if body is None or body.id != "mapping" else "flow" if body.flow_style else "block"
    span = place if style == "bare" or body is None else walk.span(body)
    wiring = (found.pop("name", None), found.pop("inputs", None), found.pop("initial_state", None))
    return LayerSpec(name, found, place, span, style, *wiring)


def _named(walk: Walk, word: str) -> str:
    """The name of a layer; that of a layer which the file declares brings its kind along."""
    return walk.own.get(word, word)


def _may_stand(kind: Kind, field: LayerField, wired: bool) -> bool:
    """True if a layer may stand in a place: a cell that the file declares stands wherever a cell of Keras does.

    Operations stand on lines alone, for no layer object can be put into another layer.
    """
    if kind.operation and not wired:
        return False
    if not field.kinds or kind.name in field.kinds:
        return True
    first = find_kind(field.kinds[0])
    return type(kind.name) is not str and kind.inside and first is not None and first.inside


def _peek(walk: Walk, pairs: list[Pair], name: str) -> Value | None:
    """The wiring of a line whose layer is not known, so that its readers find it."""
    node = next((node for word, node in pairs if word.id == "scalar" and word.value == name), None)
    return None if node is None else walk.value((NAME if name == "name" else INPUTS).type, node)


def _table(walk: Walk, name: str, wired: bool) -> Table:
    """What may stand under a layer's name, made once for each kind; nothing for what is no layer."""
    known = walk.tables.get((name, wired))
    if known is None:
        entries = line_entries(name, wired) if find_kind(name) is not None else ()
        known = walk.tables[name, wired] = {entry.name: entry for entry in entries}
    return known


def _head(walk: Walk, node: Node, word: Node, pairs: list[Pair], head: Head) -> LayerSpec:
    """A line that begins with `use`, `block` or `repeat`, or a block inside another layer."""
    table = {entry.name: entry for entry in head.entries}
    body = next(value for key, value in pairs if key is word)
    beside = [pair for pair in pairs if pair[0] is not word]
    if body.id == "mapping":
        if beside:
            from .mistakes import beside as report_beside

            report_beside(walk, [(word, body), *beside])
        found = walk.members(table, [*walk.pairs(body), *beside], f"`{word.value}`")
    else:
        main = table[head.main]
        rest = {name: entry for name, entry in table.items() if name != head.main}
        found = {head.main: walk.value(main.type, body, walk.span(word)), **walk.members(rest, beside, f"`{word.value}`")}
    for entry in head.entries:
        if entry.default is REQUIRED and entry.name not in found:
            from .mistakes import missing

            missing(walk, f"`{word.value}`", entry, walk.span(word))
            found[entry.name] = Value(UNKNOWN, walk.span(word))
    wiring = (found.pop("name", None), found.pop("inputs", None), found.pop("initial_state", None))
    style = "flow" if node.flow_style else "block"
    return LayerSpec(word.value, found, walk.span(word), walk.span(node), style, *wiring)
