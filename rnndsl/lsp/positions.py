"""A text as an editor counts it: lines from 0, and columns in the units that client and server agreed on.

Python and the linter count characters; most editors count UTF-16 units, of which an emoji takes two. Lines end at CR LF, LF or
CR, as the protocol has it, and nowhere else: Python's own `splitlines` would also split at U+2028, and shift what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from lsprotocol import types as lsp

_END = re.compile(r"\r\n|\n|\r")
BOM = "\ufeff"


class Text:
    """A version of a document. `units` is the agreed encoding of columns: `utf-8`, `utf-16` or `utf-32`."""

    __slots__ = ("_starts", "content", "units")

    def __init__(self, content: str, units: str = "utf-16") -> None:
        self.content = content
        self.units = units
        self._starts = [0, *(end.end() for end in _END.finditer(content))]

    def line_of(self, offset: int) -> int:
        """The line (from 0) of an offset in characters."""
        return bisect_right(self._starts, offset) - 1

    def start_of(self, line: int) -> int:
        """Where a line (from 0) begins, in characters; the end of the text for lines beyond it."""
        return self._starts[line] if line < len(self._starts) else len(self.content)

    def line(self, number: int) -> str:
        """The characters of a line (from 0), without its end."""
        return self.content[self.start_of(number) : self.start_of(number + 1)].rstrip("\r\n")

    def position(self, offset: int) -> lsp.Position:
        """The place of an offset in characters; offsets outside the text mean its ends."""
        offset = min(max(offset, 0), len(self.content))
        line = self.line_of(offset)
        return lsp.Position(line, self._width(self.content[self._starts[line] : offset]))

    def offset(self, position: lsp.Position) -> int:
        """The offset in characters of a place; columns beyond a line mean its end, lines beyond the text mean its end."""
        if position.line >= len(self._starts):
            return len(self.content)
        start, line = self._starts[max(position.line, 0)], self.line(max(position.line, 0))
        if self.units == "utf-32" or line.isascii():
            return start + min(max(position.character, 0), len(line))
        left = position.character
        for at, character in enumerate(line):
            if left <= 0:
                return start + at
            left -= self._width(character)
        return start + len(line)

    def range(self, start: int, end: int) -> lsp.Range:
        """The range between two offsets."""
        return lsp.Range(self.position(start), self.position(end))

    def _width(self, text: str) -> int:
        if self.units == "utf-32" or text.isascii():
            return len(text)
        return len(text.encode("utf-8", "surrogatepass")) if self.units == "utf-8" else _utf16(text)


def _utf16(text: str) -> int:
    """Units of UTF-16: two for what lies beyond the basic plane."""
    return len(text) + sum(character > "\uffff" for character in text)


def changed(text: Text, changes: Iterable[lsp.TextDocumentContentChangeEvent]) -> Text:
    """The text after changes, one after the other: each replaces a range, or everything."""
    for change in changes:
        if isinstance(change, lsp.TextDocumentContentChangePartial):
            start, end = sorted((text.offset(change.range.start), text.offset(change.range.end)))
            text = Text(text.content[:start] + change.text + text.content[end:], text.units)
        else:
            text = Text(change.text, text.units)
    return text
