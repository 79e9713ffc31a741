"""Going to definitions, finding references, renaming: all three ask where a name occurs, in a file and in its family."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types as lsp

from rnndsl.diagnostics.span import Span
from rnndsl.ir.fields import Name
from rnndsl.ir.typed import TypedNode

from .diagnostics import location
from .documents import Document
from .names import TENSOR, VARIABLE, Occurrence


class Refused(Exception):
    """A renaming that would break the file; its message is one line for the user."""


def name_at(document: Document, position: lsp.Position) -> Occurrence | None:
    """The name under the cursor."""
    return document.names.at(document.text.offset(position))


def definitions(document: Document, position: lsp.Position) -> list[lsp.Location]:
    """Where a name is given: in this file, else in the nearest that it extends; for a layer without a name, its line."""
    name = name_at(document, position)
    if name is None:
        return _extended(document, position)
    for one in (document, *document.below):
        found = [place(one, each) for each in _givers(one.names.of(name.symbol), one)]
        if found:
            return found
    node = _node(document, name)
    span = node.node.span if node is not None else None
    here = location(document, span) if isinstance(span, Span) else None
    return [here] if here is not None else []


def _givers(found: list[Occurrence], document: Document) -> list[Occurrence]:
    """The definitions; a layer's line before the target or output that it is named after."""
    defining = [one for one in found if one.defines]
    sections = {w.start for w in document.words if w.path[:-1] in (("data", "targets"), ("model", "targets"))}
    lines = [one for one in defining if one.start not in sections]
    return lines or defining


def _extended(document: Document, position: lsp.Position) -> list[lsp.Location]:
    """The file that `extends` names, where the cursor stands on it."""
    offset = document.text.offset(position)
    on_it = any(w.start <= offset <= w.end and w.path == ("extends",) and w.role != "key" for w in document.words)
    return [lsp.Location(document.below[0].uri, document.text.range(0, 0))] if on_it and document.below else []


def _node(document: Document, name: Occurrence) -> TypedNode | None:
    typed = document.checked.typed
    return typed.nodes.get(name.name) if typed is not None and name.kind == TENSOR and not name.scope else None


def place(document: Document, found: Occurrence) -> lsp.Location:
    """An occurrence as a place in its document."""
    return lsp.Location(document.uri, document.text.range(found.start, found.end))


def references(name: Occurrence, family: Iterable[Document], declaration: bool) -> list[lsp.Location]:
    """All places where a name is used, with `declaration` also those where it is given."""
    return [place(one, each) for one in family for each in one.names.of(name.symbol) if declaration or not each.defines]


def highlights(document: Document, position: lsp.Position) -> list[lsp.DocumentHighlight]:
    """The occurrences in this file of the name at a place."""
    name = name_at(document, position)
    kinds = {True: lsp.DocumentHighlightKind.Write, False: lsp.DocumentHighlightKind.Read}
    found = document.names.of(name.symbol) if name is not None else []
    return [lsp.DocumentHighlight(document.text.range(one.start, one.end), kinds[one.defines]) for one in found]


def renameable(document: Document, position: lsp.Position) -> Occurrence | None:
    """The name at a place if it is given somewhere; raises Refused for a layer that has no name of its own."""
    name = name_at(document, position)
    if name is None:
        return None
    if any(name.symbol in one.names.defined for one in (document, *document.below)):
        return name
    if _node(document, name) is not None:
        raise Refused(f"`{name.name}` is Keras' own name for a layer without one; write `name:` on its line first")
    raise Refused(f"nothing in this file is named `{name.name}`")


def renamed(name: Occurrence, new: str, family: Iterable[Document]) -> lsp.WorkspaceEdit:
    """The edits that rename; raises Refused for what is no name, or is taken."""
    documents = list(family)
    if name.kind == VARIABLE:
        if not new or any(character.isspace() or character in "${}.:#,[]\"'" for character in new):
            raise Refused(f"`{new}` is no name for a variable: expected letters, digits and `_`")
    elif Name().problem(new) is not None:
        raise Refused(f"`{new}` is no name: {Name().problem(new)}")
    if new != name.name and any((name.kind, name.scope, new) in one.names.defined for one in documents):
        raise Refused(f"there is a {name.kind} `{new}` already")
    changes = {
        one.uri: [lsp.TextEdit(one.text.range(each.start, each.end), new) for each in found]
        for one in documents
        if (found := one.names.of(name.symbol))
    }
    return lsp.WorkspaceEdit(changes=changes)
