"""How wide text is on a terminal, and what of a line may be shown: no tab, escape sequence or overlong line gets through."""

from __future__ import annotations

from .record import Record

TAB = 4
ELLIPSIS = "…"
LONGEST, HEAD, TAIL = 400, 80, 20  # a word beyond this is nobody's name: its ends tell it from others


class Cells(Record):
    """A line as a terminal shows it: `text`, and `columns`, the cell in which each character of the part `first`… begins.

    `columns` has one entry more than there are characters: the cell behind the last one.
    """

    text: str
    columns: tuple[int, ...]
    first: int = 0

    def column(self, character: int) -> int:
        """The cell of a character of the line, clamped to what is shown."""
        at = min(max(character - self.first, 0), len(self.columns) - 1)
        return self.columns[at]


def width(text: str) -> int:
    """Number of cells that a text takes."""
    return len(text) if text.isascii() else sum(_size(c) for c in text)


def cells(line: str, begin: int, room: int) -> Cells:
    """The part of a line around the character `begin` that fits into `room` cells, with `…` where something is cut off."""
    low = max(0, begin - room) if len(line) > room else 0
    shown = [_shown(c) for c in line[low : low + 2 * room + 2]]
    sizes = [width(s) for s in shown]
    if low == 0 and sum(sizes) <= room:
        return Cells("".join(shown), _sums(sizes, 0))
    first = last = min(begin - low, len(shown))
    used, context = 2, room // 3
    while first > 0 and used + sizes[first - 1] <= context:
        first -= 1
        used += sizes[first]
    while last < len(shown) and used + sizes[last] <= room:
        used += sizes[last]
        last += 1
    while first > 0 and used + sizes[first - 1] <= room:
        first -= 1
        used += sizes[first]
    before = ELLIPSIS if low + first > 0 else ""
    after = ELLIPSIS if low + last < len(line) else ""
    return Cells(before + "".join(shown[first:last]) + after, _sums(sizes[first:last], len(before)), low + first)


def safe(text: str) -> str:
    """A text without anything that steers a terminal, and without words that would fill it."""
    if len(text) > LONGEST:
        text = " ".join(w if len(w) <= LONGEST else f"{w[:HEAD]}{ELLIPSIS}{w[-TAIL:]}" for w in text.split(" "))
    return text if text.isascii() and text.isprintable() else "".join(_shown(c) for c in text)


def _sums(sizes: list[int], at: int) -> tuple[int, ...]:
    sums = [at]
    for size in sizes:
        sums.append(sums[-1] + size)
    return tuple(sums)


def _shown(character: str) -> str:
    """A character as it may be printed: tabs become spaces; control, direction and lone surrogate characters a mark."""
    if " " <= character <= "~":
        return character
    if character == "\t":
        return " " * TAB
    code = ord(character)
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0x61C, 0x200E, 0x200F, 0xFEFF):
        return "\ufffd"
    return "\ufffd" if 0x2028 <= code <= 0x202E or 0x2066 <= code <= 0x2069 else character


def _size(character: str) -> int:
    if character < "\u0300":
        return 1
    from unicodedata import combining, east_asian_width

    if combining(character) or character in "\u200b\u200c\u200d\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
