"""The words of a text and the path of keys that leads to each, for any text whatever.

A file that somebody is typing is rarely YAML: a bracket is open, a key has no colon yet. This reader goes by indentation in
block style and by brackets in flow style, never fails, and gives a bracket up where the next line of the block begins. It knows
no anchors' meaning and no merges; what it tells is for editors, never for the linter.
"""

from __future__ import annotations

import re

from rnndsl.diagnostics.record import Record

Path = tuple["str | int", ...]

MAX_DEPTH = 64  # no file may be deeper: what lies below is read as if it stood here
KEY, LOOSE, VALUE = "key", "loose", "value"
_BLOCK_SCALAR = re.compile(r"[|>][+-]?[0-9]?[+-]?[ \t]*(#.*)?$")
_PREFIX = re.compile(r"(?:[&!*][^\s,\[\]{}]*(?:[ \t]+|$))+")
_NEXT = re.compile(r"[ ]*(-(?=[ \t]|$)|[\w\"'.$<]+[ \t]*:(?=[ \t]|$))")


class Word(Record):
    """A scalar of the text: `start` and `end` enclose `text`, without quotes.

    `role` is "key", "value", or "loose": in the place of a key, with no colon yet. `path` leads to the word: keys by name,
    lines of a list by number; a key ends with itself. `mapping` numbers the mapping (or list) that it stands in; `flow` tells
    the style.
    """

    text: str
    start: int
    end: int
    role: str
    path: Path
    mapping: int
    flow: bool = False
    quoted: bool = False


class _Frame:
    """A mapping or list that is open: where its lines begin (-1 in flow style), and which part of it is being read."""

    __slots__ = ("flow", "implied", "indent", "index", "key", "number", "opener", "path")

    def __init__(self, indent: int, path: Path, number: int, opener: str, flow: bool = False) -> None:
        self.indent, self.path, self.number, self.opener, self.flow = indent, path, number, opener, flow
        self.key: str | None = None
        self.index = 0
        self.implied = False

    def below(self) -> Path:
        """The path of the part that is being read."""
        if self.opener == "[":
            return (*self.path, self.index)
        return self.path if self.key is None else (*self.path, self.key)


def outline(text: str) -> list[Word]:
    """All words of a text, in order."""
    return _Reader(text).words


class _Reader:
    """Reads line by line; `frames` are what is open, the outermost first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        self.frames = [_Frame(-1, (), 0, "{")]
        self.numbers = 0
        self.skipped = -1
        self.began = 0
        at = 0
        while at < len(text):
            end = _line_end(text, at)
            self._line(at, end)
            at = end + 1

    def _line(self, start: int, end: int) -> None:
        line = self.text[start:end].rstrip("\r")
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if self.skipped >= 0 and (not bare or indent > self.skipped):
            return
        self.skipped = -1
        if not bare or bare[0] in "#%" or line.rstrip() in ("---", "..."):
            return
        if self.frames[-1].flow:
            if indent > self.began or bare[0] in "}]" or not _NEXT.match(line):
                self._flow(start + indent, start + len(line))
                return
            while self.frames[-1].flow:
                self.frames.pop()
        self.began = indent
        self._block(start, start + indent, start + len(line))

    # Block style

    def _block(self, start: int, at: int, end: int) -> None:
        """A line, or what follows a dash or a key in it."""
        while self.text[at : at + 1] == "-" and (at + 1 >= end or self.text[at + 1] in " \t"):
            self._item(at - start)
            at = self._blank(at + 1, end)
        if at >= end or self.text[at] == "#":
            return
        prefix = _PREFIX.match(self.text, at, end)
        first = prefix.end() if prefix else at
        found = _scalar(self.text, first, end, flow=False)
        if found is None or self.text[first] in "{[":
            self._value(at, end, start)
            return
        word_start, word_end, after = found
        colon = self._blank(after, end)
        if self.text[colon : colon + 1] == ":" and (colon + 1 >= end or self.text[colon + 1] in " \t"):
            self._key(at - start, word_start, word_end)
            value = self._blank(colon + 1, end)
            if value < end:
                self._value(value, end, start)
            return
        column = at - start
        self._close(column)
        top = self.frames[-1]
        same = top.opener == "{" and top.indent == column
        self._add(
            word_start, word_end, LOOSE if same else VALUE, (*top.path, self.text[word_start:word_end]) if same else top.below()
        )

    def _item(self, column: int) -> None:
        while self.frames[-1].indent > column:
            self.frames.pop()
        top = self.frames[-1]
        if top.opener == "[" and top.indent == column:
            top.index += 1
        else:
            self._open(column, "[", top.below())

    def _close(self, column: int) -> None:
        """Leave what a word in this column ends."""
        top = self.frames[-1]
        while top.indent > column or (top.indent == column and top.opener == "["):
            self.frames.pop()
            top = self.frames[-1]

    def _key(self, column: int, start: int, end: int) -> None:
        self._close(column)
        top = self.frames[-1]
        if top.opener != "{" or top.indent != column:
            self._open(column, "{", top.below())
        top = self.frames[-1]
        top.key = self.text[start:end]
        self._add(start, end, KEY, top.below())

    def _value(self, at: int, end: int, start: int) -> None:
        """What stands after a colon or a dash."""
        prefix = _PREFIX.match(self.text, at, end)
        at = prefix.end() if prefix else at
        if at >= end or self.text[at] == "#":
            return
        if self.text[at] in "{[":
            self._flow(at, end)
        elif _BLOCK_SCALAR.match(self.text[at:end]):
            self.skipped = max(frame.indent for frame in self.frames)
        else:
            found = _scalar(self.text, at, end, flow=False)
            if found is not None:
                self._add(found[0], found[1], VALUE, self.frames[-1].below())

    # Flow style

    def _flow(self, at: int, end: int) -> None:
        """Characters from an opening bracket on, or of a further line inside brackets."""
        text = self.text
        while at < end:
            character = text[at]
            if character in "{[":
                self._open(self.frames[-1].indent, character, self.frames[-1].below(), flow=True)
            elif character in "}]":
                self._shut(character)
                if not self.frames[-1].flow:
                    return
            elif character == ",":
                if self.frames[-1].implied:  # `[EarlyStopping: {…}, …]`: a mapping without brackets of its own
                    self.frames.pop()
                self.frames[-1].index += 1
                self.frames[-1].key = None
            elif character == "#" and text[at - 1 : at] in (" ", "\t", "\n", ""):
                return
            elif character not in " \t:":
                at = self._flow_word(at, end)
                continue
            at += 1

    def _flow_word(self, at: int, end: int) -> int:
        prefix = _PREFIX.match(self.text, at, end)
        at = prefix.end() if prefix else at
        found = _scalar(self.text, at, end, flow=True)
        if found is None:
            return max(at, at + 1 if not prefix else at)
        start, stop, after = found
        colon = self._blank(after, end)
        keyed = self.text[colon : colon + 1] == ":" and (self.text[colon + 1 : colon + 2] in " \t\r\n,[]{}" or after > stop)
        top = self.frames[-1]
        if top.opener == "{" and top.key is None:
            word = self.text[start:stop]
            if keyed:
                top.key = word
            self._add(start, stop, KEY if keyed else LOOSE, (*top.path, word))
        elif keyed and top.opener == "[":
            self._open(top.indent, "{", top.below(), flow=True)
            self.frames[-1].key, self.frames[-1].implied = self.text[start:stop], True
            self._add(start, stop, KEY, self.frames[-1].below())
        else:
            self._add(start, stop, VALUE, top.below())
        return colon + 1 if keyed else after

    def _shut(self, bracket: str) -> None:
        """Close the innermost bracket of that form; one that was never opened is passed over."""
        opener = "{" if bracket == "}" else "["
        depth = next(
            (i for i in range(len(self.frames) - 1, 0, -1) if self.frames[i].flow and self.frames[i].opener == opener), 0
        )
        if depth:
            del self.frames[depth:]

    # Both

    def _open(self, indent: int, opener: str, path: Path, flow: bool = False) -> None:
        if len(self.frames) > MAX_DEPTH:
            return
        self.numbers += 1
        self.frames.append(_Frame(indent, path, self.numbers, opener, flow))

    def _add(self, start: int, end: int, role: str, path: Path) -> None:
        top = self.frames[-1]
        quoted = start > 0 and self.text[start - 1] in "\"'"
        self.words.append(Word(self.text[start:end], start, end, role, path, top.number, top.flow, quoted))

    def _blank(self, at: int, end: int) -> int:
        while at < end and self.text[at] in " \t":
            at += 1
        return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _scalar(text: str, at: int, end: int, flow: bool) -> tuple[int, int, int] | None:
    """Where a scalar's text begins and ends, and where what follows it begins; None where none stands.

    A quote that is not closed ends with its line, in flow style at the next bracket or comma.
    """
    if at >= end:
        return None
    quote = text[at]
    if quote in "\"'":
        stop = _quote_end(text, at + 1, end, quote)
        if stop >= 0:
            return at + 1, stop, stop + 1
        return at + 1, _plain_end(text, at + 1, end, flow), end if not flow else _plain_end(text, at + 1, end, flow)
    stop = _plain_end(text, at, end, flow)
    return (at, stop, stop) if stop > at else None


def _quote_end(text: str, at: int, end: int, quote: str) -> int:
    while at < end:
        if text[at] == "\\" and quote == '"':
            at += 1
        elif text[at] == quote:
            if quote == '"' or text[at + 1 : at + 2] != quote:
                return at
            at += 1
        at += 1
    return -1


def _plain_end(text: str, at: int, end: int, flow: bool) -> int:
    """Where a plain scalar ends; `${…}` belongs to it, though YAML would end it at the brace."""
    start = at
    while at < end:
        character = text[at]
        if text.startswith("${", at):
            close = text.find("}", at, end)
            inside = re.compile(r"\$\{[\w.\ue000 ]*\}?").match(text, at, end)
            at = close + 1 if close >= 0 and "{" not in text[at + 2 : close] else inside.end() if inside else at + 2
            continue
        if character == ":" and (at + 1 >= end or text[at + 1] in " \t" or (flow and text[at + 1] in ",[]{}")):
            break
        if flow and character in ",[]{}":
            break
        if character == "#" and at > start and text[at - 1] in " \t":
            break
        at += 1
    while at > start and text[at - 1] in " \t\r":
        at -= 1
    return at
