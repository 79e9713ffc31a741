"""Trees put together from several texts: a key set at a path, a mapping laid over another one.

Nodes are shared by aliases, so nothing is changed in place: what is on the way to a change is made anew.
"""

from __future__ import annotations

import yaml

from rnndsl.ir.fields import Closed, Either, Field, MapOf

from .document import Document, pairs_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .document import Grafts, Node, Pair


class Place(Exception):
    """A path leads nowhere: `index` is the part of the path that cannot be followed."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


def with_value(node: Node, path: list[Node], value: Node, at: int = 0) -> Node:
    """The tree with `value` at a path of keys (list lines by number, from 0); raises Place where it leads nowhere."""
    if at == len(path):
        return value
    key = path[at]
    if node.id == "sequence":
        index = int(key.value) if key.value.isdigit() and len(key.value) < 6 else -1
        if not 0 <= index < len(node.value):
            raise Place(at, f"found `{key.value}`, expected the number of a line from 0 to {len(node.value) - 1}")
        items = list(node.value)
        items[index] = with_value(items[index], path, value, at + 1)
        return yaml.SequenceNode(None, items, node.start_mark, node.end_mark, node.flow_style)  # type: ignore[arg-type]
    if node.id == "scalar":
        if node.value not in ("", "~", "null"):
            raise Place(at, f"`{key.value}` leads below a value that is no mapping")
        node = _empty(path[at - 1])
    pairs = list(pairs_of(node))
    position = next((i for i, (word, _) in enumerate(pairs) if word.id == "scalar" and word.value == key.value), None)
    if position is None:
        pairs.append((key, with_value(_empty(key), path, value, at + 1)))
    else:
        word, below = pairs[position]
        pairs[position] = (word, with_value(below, path, value, at + 1))
    return mapping(pairs, node)


def mapping(pairs: list[Pair], like: Node) -> Node:
    """A mapping that stands where another one stands."""
    return yaml.MappingNode(None, pairs, like.start_mark, like.end_mark, like.flow_style)  # type: ignore[arg-type]


def _empty(key: Node) -> Node:
    return yaml.MappingNode(None, [], key.start_mark, key.end_mark, True)  # type: ignore[arg-type]


def laid_over(field: Field, above: Document, below: Document) -> Document:
    """The mapping of `above`, completed by what only `below` has, key by key as far as the language has mappings.

    Lists and objects of Keras are taken whole, from above.
    """
    grafts = {**below.grafts, **above.grafts}
    root = _over(field, above.root, below.root, below, grafts)
    return Document(above.source, root, grafts)


def _over(field: Field, above: Node, below: Node, lower: Document, grafts: Grafts) -> Node:
    types = _types(field)
    if types is None or above.id != "mapping" or below.id != "mapping":
        return above
    written = {word.value: value for word, value in pairs_of(below) if word.id == "scalar"}
    pairs: list[Pair] = []
    for word, value in pairs_of(above):
        other = written.pop(word.value, None) if word.id == "scalar" else None
        inner = types.get(word.value) or types.get("*") if word.id == "scalar" else None
        merged = value if other is None or inner is None else _over(inner, value, other, lower, grafts)
        if merged is not value and id(value) in grafts:
            grafts[id(merged)] = (grafts[id(value)][0], merged)
        pairs.append((word, merged))
    for word, value in pairs_of(below):
        if word.id == "scalar" and word.value in written:
            for node in (word, value):
                grafts.setdefault(id(node), (lower.source, node))
            pairs.append((word, value))
    return mapping(pairs, above)


def _types(field: Field) -> dict[str, Field] | None:
    """The types of a mapping's values, by key (`*`: any key); None where mappings are not laid over each other."""
    if isinstance(field, Closed):
        return {entry.name: entry.type for entry in field.entries}
    if isinstance(field, MapOf):
        return {"*": field.value}
    if isinstance(field, Either):
        found = [types for option in field.options if (types := _types(option)) is not None]
        return found[0] if len(found) == 1 else None
    return None
