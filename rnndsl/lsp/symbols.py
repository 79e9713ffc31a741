"""The outline that editors show beside a text: sections, layers in their order with blocks and repeats, variables."""

from __future__ import annotations

from lsprotocol import types as lsp

from .documents import Document
from .outline import KEY, Word
from .place import Place

SECTIONS = 1


class _Symbol:
    """A symbol while its end and its children are still being found."""

    __slots__ = ("children", "detail", "end", "kind", "name", "path", "word")

    def __init__(self, word: Word, name: str, detail: str, kind: lsp.SymbolKind, path: tuple[str | int, ...]) -> None:
        self.word, self.name, self.detail, self.kind, self.path = word, name, detail, kind, path
        self.end = word.end
        self.children: list[_Symbol] = []


def symbols(document: Document) -> list[lsp.DocumentSymbol]:
    """The symbols of a text, each in the one that holds it."""
    roots: list[_Symbol] = []
    open_symbols: list[_Symbol] = []
    for word in document.words:
        while open_symbols and word.path[: len(open_symbols[-1].path)] != open_symbols[-1].path:
            open_symbols.pop()
        for one in open_symbols:
            one.end = word.end
        found = _symbol(document, word)
        if found is not None:
            (open_symbols[-1].children if open_symbols else roots).append(found)
            open_symbols.append(found)
        elif word.path[-1:] == ("name",) and word.role != KEY and open_symbols:
            open_symbols[-1].detail, open_symbols[-1].name = open_symbols[-1].name, word.text
    return [_shown(document, one) for one in roots]


def _symbol(document: Document, word: Word) -> _Symbol | None:
    here = document.names.places.get(word)
    path = word.path
    if word.role == KEY and len(path) == SECTIONS:
        return _Symbol(word, word.text, "", lsp.SymbolKind.Module, path)
    if here is None:
        return None
    if word.role == KEY and path[:-1] in _NAMED:
        return _Symbol(word, word.text, "", _NAMED[path[:-1]], path)
    line = path[:-1] if word.role == KEY else path
    if line and isinstance(line[-1], int) and _is_line(word, here, line):
        return _Symbol(word, word.text, "", lsp.SymbolKind.Class, line)
    return None


def _is_line(word: Word, here: Place, line: tuple[str | int, ...]) -> bool:
    """True for the first word of a line of layers."""
    chain = line[-2:-1] == ("layers",) or (line[:2] == ("model", "blocks") and len(line) == 4)
    return chain and here.owner != "a line" if word.role == KEY else chain


_NAMED: dict[tuple[str | int, ...], lsp.SymbolKind] = {
    ("vars",): lsp.SymbolKind.Variable,
    ("extensions",): lsp.SymbolKind.Class,
    ("model", "blocks"): lsp.SymbolKind.Namespace,
    **{(section, part): lsp.SymbolKind.Interface for section in ("data", "model") for part in ("inputs", "targets")},
}


def _shown(document: Document, one: _Symbol) -> lsp.DocumentSymbol:
    text = document.text
    children = [_shown(document, child) for child in one.children]
    return lsp.DocumentSymbol(
        one.name or "?",
        one.kind,
        text.range(one.word.start, max(one.end, one.word.end)),
        text.range(one.word.start, one.word.end),
        one.detail or None,
        children=children or None,
    )
