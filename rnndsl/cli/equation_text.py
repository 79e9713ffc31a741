"""Lays out equations: text, shape and words in columns, long ones broken before an operator, in the width of the terminal.

Cells are set apart by two spaces at least, and words follow `#`, so that the equations can be read back from what is printed.
"""

from __future__ import annotations

from rnndsl.diagnostics.paint import Paint
from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnndsl.layers.equations.notation import Line

MARGIN, GAP, HANG = 2, 2, 6
SHORT, ROOMY = 24, 80


class Columns(Record):
    """Widths of equations and of shapes, and whether short words stand beside them or above."""

    text: int
    shape: int
    beside: bool


def lay_out(lines: Sequence[Line], paint: Paint) -> str:
    """The equations as text, no wider than the paint wants unless an equation has no place to break."""
    shape = max((len(line.shape) for line in lines), default=0)
    words = [len(line.note) + GAP + 2 for line in lines if line.text and 0 < len(line.note) <= SHORT]
    beside = paint.width >= ROOMY
    room = paint.width - MARGIN - GAP - shape - (max(words, default=0) if beside else 0)
    longest = max((len(line.text) for line in lines), default=0)
    columns = Columns(min(longest, max(room, 24)), shape, beside)
    return "\n".join(row for line in lines for row in _rows(line, columns, paint))


def _rows(line: Line, columns: Columns, paint: Paint) -> Iterator[str]:
    """One equation: its words above it where they don't fit beside it, the rest of a broken one below."""
    margin = " " * MARGIN
    indent = " " * (len(line.text) - len(line.text.lstrip()))
    beside = bool(line.text) and columns.beside and len(line.note) <= SHORT
    if line.note and not beside:
        words = wrapped(line.note, paint.width - MARGIN - len(indent) - 2)
        yield from (margin + indent + paint.dim("# " + row) for row in words)
    if not line.text:
        return
    alone = not line.shape and not (line.note and beside)
    first, *more = _broken(line.text, paint.width - MARGIN if alone else columns.text)
    row = margin + first
    if line.shape or (line.note and beside):
        row += " " * max(columns.text - len(first) + GAP, GAP) + paint.style(line.shape, "good")
    if line.note and beside:
        row += " " * (columns.shape - len(line.shape) + GAP) + paint.dim("# " + line.note)
    yield row
    yield from (margin + row for row in more)


def _broken(text: str, width: int) -> list[str]:
    """The text in lines of that width, broken before operators, outside of brackets first; later lines hang."""
    indent = len(text) - len(text.lstrip())
    rows = []
    while len(text) > width and (place := _place(text, width)):
        rows.append(text[:place])
        text = " " * (indent + HANG) + text[place + 1 :]
    return [*rows, text]


def _place(text: str, width: int) -> int:
    """Where to break a line: at the last + or - of the fewest brackets, else at a product; 0 where nothing can be broken."""
    depth, found = 0, (9, 9, 0)
    start = len(text) - len(text.lstrip()) + HANG
    for place, sign in enumerate(text):
        if place >= width and found[2]:
            break
        depth += (sign in "([{") - (sign in ")]}")
        if sign == " " and place > start and text[place + 1 : place + 3] in ("+ ", "- ", "@ ", "* "):
            found = min(found, (text[place + 1] in "@*", depth, -place))
        elif sign == " " and place > start and text[place - 1] == "," and depth:
            found = min(found, (2, depth, -place))
    return -found[2] if found[2] else 0


def wrapped(text: str, width: int) -> list[str]:
    """Words in lines of that width."""
    import textwrap

    return textwrap.wrap(text, max(width, 20), break_on_hyphens=False)
