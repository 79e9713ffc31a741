"""A parsed document and where its nodes stand.

libyaml's end marks of block collections run past trailing blank lines and comments, and its start marks include anchors;
the spans made here cover exactly what belongs to a value, so that carets and edits are right.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Node = Any  # the published types of PyYAML's nodes know neither `id` nor `style`
else:
    from yaml import Node

Pair = tuple[Node, Node]


Grafts = dict[int, tuple[Source, Node]]


class Document(Record):
    """The tree of a file. `grafts` tells the source of nodes that another text brought in (`extends`, `--set`), by identity.

    What hangs below a graft has the same source, unless it is a graft itself. The node stands beside its source to keep it
    alive, and its identity its own.
    """

    source: Source
    root: Node
    grafts: Grafts = {}

    def source_of(self, node: Node) -> Source:
        """The text of a node that is not below a graft."""
        return self.grafts[id(node)][0] if id(node) in self.grafts else self.source


def span_of(source: Source, node: Node) -> Span:
    """The characters of a node: without its anchor, and without what follows the last value of a block collection."""
    start = node.start_mark.index
    if source.text.startswith("&", start):
        start = _after_anchor(source.text, start)
    return Span(source, start, max(start, end_of(source, node)))


def end_of(source: Source, node: Node) -> int:
    """Where the last character of a node ends."""
    end: int = node.end_mark.index
    if node.id == "scalar":
        return len(source.text[:end].rstrip()) if node.style in ("|", ">") else end
    if node.flow_style or not node.value:
        return end
    start: int = node.start_mark.index
    for last in reversed(node.value):
        for child in reversed(last) if isinstance(last, tuple) else (last,):
            if start <= child.start_mark.index <= end:  # an alias stands where its anchor is
                return min(end, end_of(source, child))
    return start


def _after_anchor(text: str, start: int) -> int:
    at = start
    while at < len(text) and not text[at].isspace():
        at += 1
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def key_text(node: Node) -> str | None:
    """The text of a key, or None where the key is a list or a mapping."""
    return node.value if node.id == "scalar" else None


def pairs_of(node: Node) -> list[Pair]:
    """The pairs of a mapping, merges (`<<`) laid under them: what is written beside a merge wins."""
    pairs: list[Pair] = node.value
    if not any(key.value == "<<" and not key.style for key, _ in pairs if key.id == "scalar"):
        return pairs
    own = [pair for pair in pairs if not (pair[0].id == "scalar" and pair[0].value == "<<")]
    seen = {key_text(key) for key, _ in own}
    for key, value in pairs:
        if key.id != "scalar" or key.value != "<<":
            continue
        for merged in value.value if value.id == "sequence" else [value]:
            for pair in pairs_of(merged) if merged.id == "mapping" else ():
                if key_text(pair[0]) not in seen:
                    seen.add(key_text(pair[0]))
                    own.append(pair)
    return own
