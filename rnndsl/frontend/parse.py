"""YAML text to a tree of nodes with places, safe for any text whatever.

libyaml scans and composes; this module bounds what it may see and what it may build (length of lines, depth, number of
values, what aliases expand to), so that a hostile file costs milliseconds and one clear error. Scalars stay text here.
"""

from __future__ import annotations

import yaml

from rnndsl.diagnostics.span import Source, Span

from .document import Document, span_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rnndsl.diagnostics.report import Report

    from .document import Node

    Parser: Any = object
else:
    try:
        from yaml._yaml import CParser as Parser
    except ImportError:
        from .slow_parser import SlowParser as Parser

MAX_LINE = 100_000
MAX_DEPTH = 64
MAX_VALUES = 200_000

_FORBIDDEN = yaml.reader.Reader.NON_PRINTABLE  # compiled already: a pattern of our own would cost a third of a Python start
_BOM = "\ufeff"


class _BoundError(Exception):
    """A bound of this module is exceeded near a place in the text."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class _Composer(Parser):  # type: ignore[misc]
    """libyaml's composer, with bounds, and without PyYAML's own idea of scalars: an untagged node has the tag None."""

    def __init__(self, text: str) -> None:
        Parser.__init__(self, text)
        self.depth = 0
        self.values = 0

    def resolve(self, kind: object, value: object, implicit: object) -> None:
        """No tag: `frontend.scalars` decides later."""

    def descend_resolver(self, parent: Node | None, index: object) -> None:
        """Called before every node."""
        self.depth += 1
        self.values += 1
        if self.depth > MAX_DEPTH:
            raise _BoundError(f"values are nested more than {MAX_DEPTH} deep", parent.start_mark.index if parent else 0)
        if self.values > MAX_VALUES:
            raise _BoundError(f"the file holds more than {MAX_VALUES:,} values", parent.start_mark.index if parent else 0)

    def ascend_resolver(self) -> None:
        """Called after every node."""
        self.depth -= 1


def parse(source: Source, report: Report, start: int = 0) -> Document | None:
    """The document of a source, or None where it is no acceptable YAML; the report then says why.

    With `start`, what stands before it is not YAML: places still count from the beginning of the text.
    """
    text = source.text
    if not _acceptable(source, report):
        return None
    root = _compose(source, " " * start + text[start:] if start else text, report)
    if root is None:
        return None
    if "!" in text and not _untagged(source, root, report):
        return None
    if "&" in text and not _bounded(source, root, report):
        return None
    return Document(source, root)


def _acceptable(source: Source, report: Report) -> bool:
    """False for control characters and endless lines, which are reported."""
    text = source.text
    wrong = _FORBIDDEN.search(text)
    at = wrong.start() if wrong is not None else text.find(_BOM)
    if at >= 0:
        from rnndsl.rules.rnn000_unreadable import control_character

        report.add(control_character(Span(source, at, at + 1)))
        return False
    if len(text) > MAX_LINE:
        at = 0
        for line in text.split("\n"):
            if len(line) > MAX_LINE:
                _unreadable(source, at, f"a line of {len(line):,} characters; no line may exceed {MAX_LINE:,}", report)
                return False
            at += len(line) + 1
    return True


def _compose(source: Source, text: str, report: Report) -> Node | None:
    """The only document in `text`, whose offsets are those of `source`; None, reported, where there is none."""
    try:
        root: Node | None = _Composer(text).get_single_node()
    except _BoundError as bound:
        _unreadable(source, bound.at, str(bound), report)
        return None
    except yaml.MarkedYAMLError as error:
        from rnndsl.rules.rnn000_unreadable import syntax

        report.add(syntax(source, error))
        return None
    except yaml.YAMLError as error:
        _unreadable(source, 0, str(error).splitlines()[0], report)
        return None
    if root is None:
        _unreadable(source, 0, "the file is empty; a model file begins with `rnndsl: 1`", report)
    return root


def _unreadable(source: Source, at: int, message: str, report: Report) -> None:
    from rnndsl.rules.rnn000_unreadable import unreadable

    report.add(unreadable(Span(source, at, min(at + 1, len(source.text))), message))


def _untagged(source: Source, root: Node, report: Report) -> bool:
    """False, reported, if any node has a tag."""
    seen: set[int] = set()
    queue = [root]
    clean = True
    while queue:
        node = queue.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.tag is not None:
            from rnndsl.rules.rnn961_tag import tagged

            report.add(tagged(span_of(source, node), node.tag))
            clean = False
        queue.extend(_children(node))
    return clean


def _bounded(source: Source, root: Node, report: Report) -> bool:
    """False, reported, if aliases form a cycle or expand to more than a file may hold.

    An alias stands below its anchor in the text, so what it means is measured by then or being measured: a cycle.
    """
    measured: dict[int, tuple[int, int] | None] = {}

    def measure(node: Node) -> tuple[int, int]:
        if id(node) in measured:
            known = measured[id(node)]
            if known is None:
                raise _BoundError("cycle", node.start_mark.index)
            return known
        measured[id(node)] = None
        size, depth = 1, 0
        for child in _children(node):
            below = measure(child)
            size, depth = size + below[0], max(depth, below[1])
        if size > MAX_VALUES or depth >= MAX_DEPTH:
            raise _BoundError("bomb", node.start_mark.index)
        measured[id(node)] = (size, depth + 1)
        return size, depth + 1

    try:
        measure(root)
    except _BoundError as bound:
        from rnndsl.rules.rnn963_alias_bomb import endless_alias, expanding_alias

        span = Span(source, bound.at, min(bound.at + 1, len(source.text)))
        report.add(endless_alias(span) if str(bound) == "cycle" else expanding_alias(span, MAX_VALUES, MAX_DEPTH))
        return False
    return True


def _children(node: Node) -> list[Node]:
    if node.id == "scalar":
        return []
    if node.id == "sequence":
        return list(node.value)
    return [part for pair in node.value for part in pair]
