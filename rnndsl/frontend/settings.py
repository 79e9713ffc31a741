"""`--set train.epochs=3`: a value laid over the file before it is checked, so that it is checked like the file.

The text of the option is a source of its own: a mistake in it is shown in it. `extends=…` may be set too. Lines of a list go
by number, from 0: `model.layers.0.LSTM.units=128`.
"""

from __future__ import annotations

import yaml

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Source, Span

from .document import Document
from .graft import Place, with_value
from .parse import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.diagnostics.report import Report

    from .document import Grafts, Node

OPTION = "--set"


def apply_settings(document: Document, settings: tuple[str, ...], report: Report) -> Document:
    """The document with each setting in its place; one that cannot be applied is reported and left out."""
    for text in settings:
        document = _applied(document, Source(OPTION, text), report)
    return document


def _applied(document: Document, source: Source, report: Report) -> Document:
    name, equals, _ = source.text.partition("=")
    path = _path(name)
    if not equals or not all(key.value for key in path):
        report.add(_wrong(source, 0, len(source.text), "found no `KEY=VALUE`, expected a setting such as `train.epochs=3`"))
        return document
    value = _value(source, len(name) + 1, report)
    if value is None:
        return document
    try:
        root = with_value(document.root, path, value)
    except Place as place:
        key = path[place.index]
        report.add(_wrong(source, key.start_mark.index, key.end_mark.index, str(place)))
        return document
    grafts = {**document.grafts, **{id(node): (source, node) for node in (value, *path)}}
    return Document(document.source, root, _kept(document.root, root, grafts))


def _kept(old: Node, new: Node, grafts: Grafts) -> Grafts:
    """The grafts, with those of mappings and lists that were made anew on the way to the value."""
    pairs = [(old, new)]
    while pairs:
        before, after = pairs.pop()
        if before is after or before.id != after.id or before.id == "scalar":
            continue
        if id(before) in grafts:
            grafts[id(after)] = (grafts[id(before)][0], after)
        if before.id == "sequence":
            pairs += zip(before.value, after.value, strict=False)
        else:
            pairs += [(a[1], b[1]) for a, b in zip(before.value, after.value, strict=False)]
    return grafts


def _path(name: str) -> list[Node]:
    """The keys of a path as nodes that stand in the option's text."""
    keys: list[Node] = []
    at = 0
    for part in name.split("."):
        keys.append(_scalar(part, at))
        at += len(part) + 1
    return keys


def _value(source: Source, start: int, report: Report) -> Node | None:
    """The node of a setting's value, with places as in the whole text; null for nothing."""
    if not source.text[start:].strip():
        return _scalar("", len(source.text))
    found = parse(source, report, start)
    return None if found is None else found.root


def _scalar(text: str, at: int) -> Node:
    start, end = (yaml.Mark(OPTION, index, 0, index, None, 0) for index in (at, at + len(text)))
    return yaml.ScalarNode(None, text, start, end, "")  # type: ignore[arg-type]


def _wrong(source: Source, start: int, end: int, message: str) -> Diagnostic:
    from rnndsl.rules.rnn008_wrong_value import wrong

    return wrong(Span(source, start, end), message)
