"""`extends: base.yaml`: what the file leaves open is taken from another one, and so on, bounded.

Sections are completed key by key; lists (`layers`, `metrics`) and objects of Keras are taken whole, from the nearest file that
has them. Every value keeps the file it was written in: its errors show there, its relative paths start there.
"""

from __future__ import annotations

import os
import re

from rnndsl.diagnostics.span import Span
from rnndsl.schema.sections import FILE

from .document import Document, span_of
from .graft import laid_over, mapping
from .parse import parse
from .read import Unreadable, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.report import Report
    from rnndsl.diagnostics.span import Source


KEY = "extends"
MAX_FILES = 16


def extended(document: Document, report: Report, opened: Mapping[str, Source], above: tuple[str, ...] = ()) -> Document | None:
    """The document laid over what it extends; None, reported, where a file below cannot be read.

    `opened` are texts that stand for files, by their real path: as an editor has them, or with repairs not saved yet.
    """
    node = next((value for word, value in document.root.value if word.id == "scalar" and word.value == KEY), None)
    if node is None or node.id != "scalar" or not node.value:
        return document
    source = document.source_of(node)
    span = span_of(source, node)
    path = os.path.normpath(os.path.join(source.folder, _filled_in(node.value)))
    here = above or (os.path.realpath(os.path.join(document.source.folder, os.path.basename(document.source.name))),)
    problem = _problem(span, path, here)
    below = None if problem is not None else _below(path, span, report, opened)
    if problem is not None:
        report.add(problem)
    if below is None or below.root.id != "mapping":
        return None
    lower = extended(below, report, opened, (*here, os.path.realpath(path)))
    if lower is None:
        return None
    return laid_over(FILE, _completed(document), lower)


def _completed(document: Document) -> Document:
    """The document without its `extends`, which is done."""
    pairs = [pair for pair in document.root.value if pair[0].value != KEY]
    return Document(document.source, mapping(pairs, document.root), document.grafts)


def _filled_in(text: str) -> str:
    """A path with `${env.NAME}` filled in; what is not set stays, and is not found."""
    from .variables import REFERENCE

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        return os.environ.get(name.removeprefix("env."), found[0]) if name.startswith("env.") else found[0]

    return REFERENCE.sub(value, text)


def _problem(span: Span, path: str, above: tuple[str, ...]) -> Diagnostic | None:
    from rnndsl.rules.rnn007_undefined import cyclic, unanswerable

    if os.path.realpath(path) in above:
        names = (*map(os.path.basename, above), os.path.basename(path))
        return cyclic(span, "chain of extended files", names)
    if len(above) > MAX_FILES:
        return unanswerable(span, f"more than {MAX_FILES} files extend each other")
    return None


def _below(path: str, span: Span, report: Report, opened: Mapping[str, Source]) -> Document | None:
    try:
        return parse(opened.get(os.path.realpath(path)) or read(path), report)
    except Unreadable as error:
        from rnndsl.rules.rnn007_undefined import unanswerable

        report.add(unanswerable(span, f"the file that this one extends: {error}"))
        return None
