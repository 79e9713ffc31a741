"""Colours of a terminal, and nothing where there is none: every text is the same with and without."""

from __future__ import annotations

import os

from .record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "frame": "1;34", "good": "32", "dim": "2"}
WIDTH = 100


class Paint(Record):
    """How to write: with colour or without, how many cells wide, in the colour of which severity."""

    colour: bool = False
    width: int = WIDTH
    severity: str = "error"

    def style(self, text: str, style: str) -> str:
        """The text in a style of `CODES`."""
        return f"\033[{CODES[style]}m{text}\033[0m" if self.colour and text else text

    def mark(self, text: str, primary: bool) -> str:
        """A mark or its words: in the colour of the finding, or of what explains it."""
        return self.style(text, self.severity if primary else "frame")

    def frame(self, text: str) -> str:
        """Line numbers and strokes."""
        return self.style(text, "frame")

    def dim(self, text: str) -> str:
        """What may be overlooked."""
        return self.style(text, "dim")


def paint_for(stream: TextIO) -> Paint:
    """Colour only on a terminal and never with NO_COLOR (https://no-color.org); the terminal's width, or 100 cells."""
    terminal = stream.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return Paint(colour, max(int(columns), 40))
    if terminal:
        try:
            return Paint(colour, max(os.get_terminal_size(stream.fileno()).columns, 40))
        except OSError:
            pass
    return Paint(colour)
