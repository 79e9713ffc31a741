"""Where something is written: a source text and a range of characters (code points) in it.

Lines and columns are derived, 1-based, and count code points; they are computed only when somebody reads them.
"""

from __future__ import annotations

from .record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_set = object.__setattr__


class Source:
    """One text that values come from: a file, standard input, or one `--set` option.

    `name` is what messages print before the line number; `text` is decoded, without a byte order mark (`bom` tells that
    there was one). `folder` is where relative paths in it start: the file's own folder, or the current one.
    """

    __slots__ = ("_starts", "bom", "folder", "name", "text")

    def __init__(self, name: str, text: str, folder: str = ".", bom: bool = False) -> None:
        self.name = name
        self.text = text
        self.folder = folder
        self.bom = bom
        self._starts: list[int] | None = None

    def _line_starts(self) -> Sequence[int]:
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of a character offset."""
        starts = self._line_starts()
        low, high = 0, len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if starts[middle] <= offset else (low, middle)
        return low + 1, offset - starts[low] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end; empty beyond the last line."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        """Number of lines, counting the empty one after a final newline."""
        return len(self._line_starts())

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"


class Span(Record):
    """Characters `start` to `end` (exclusive) of a source."""

    source: Source
    start: int
    end: int

    if not TYPE_CHECKING:

        def __init__(self, source, start, end):
            # Written out: every value of a file makes two of these, and the general constructor takes twice as long.
            _set(self, "source", source)
            _set(self, "start", start)
            _set(self, "end", end)

    @property
    def line(self) -> int:
        """Line of the first character, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character, from 1, in code points."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The characters covered."""
        return self.source.text[self.start : self.end]
