"""The lines of a text that a finding talks about, with marks and words under them.

Carets mark the finding, dashes what explains it. Marks on one line share a row; the words of the rightmost stand beside its
mark, those of the others below, hanging on a stroke.
"""

from __future__ import annotations

from .cells import cells, safe, width
from .paint import Paint
from .record import Record
from .span import Source, Span


class Mark(Record):
    """Characters of one line (from 0) to underline, with a few words."""

    start: int
    end: int
    text: str
    primary: bool


def excerpt(places: list[tuple[Span, str, bool]], source: Source, gutter: int, paint: Paint) -> list[str]:
    """The rows for all marked places (span, words, primary?) of one source, lines in order, gaps as dots."""
    lines: dict[int, list[Mark]] = {}
    for span, text, primary in places:
        number, column = source.position(span.start)
        end = column - 1 + span.end - span.start
        stop = len(source.line(number).rstrip())
        marked = Mark(column - 1, min(max(end, column), max(stop, column)), safe(text), primary)
        lines.setdefault(number, []).append(marked)
    rows, last = [], 0
    for number in sorted(lines):
        if last and number == last + 2:
            rows.append(_line(source, number - 1, 0, gutter, paint)[0])
        elif last and number > last + 2:
            rows.append(paint.dim("..."))
        rows += _marked_line(source, number, lines[number], gutter, paint)
        last = number
    return rows


def margin(label: str, gutter: int, paint: Paint, sign: str = "|") -> str:
    """The left edge of a row: a line number or nothing, and a stroke."""
    return paint.frame(f"{label:>{gutter}} {sign}")


def _line(source: Source, number: int, begin: int, gutter: int, paint: Paint) -> list[str]:
    shown = cells(source.line(number), begin, paint.width - gutter - 3)
    return [f"{margin(str(number), gutter, paint)} {shown.text}".rstrip()]


def _marked_line(source: Source, number: int, marks: list[Mark], gutter: int, paint: Paint) -> list[str]:
    begin = min((m for m in marks if m.primary), key=lambda m: m.start, default=marks[0]).start
    room = paint.width - gutter - 3
    shown = cells(source.line(number), begin, room)
    edge = margin("", gutter, paint)
    rows = [f"{margin(str(number), gutter, paint)} {shown.text}".rstrip()]
    drawn = [(shown.column(m.start), max(shown.column(m.end), shown.column(m.start) + 1), m) for m in marks]
    drawn.sort(key=lambda d: (d[0], d[1]))
    line, pending = _underline(drawn, room, paint)
    rows.append(f"{edge} {line}")
    if pending:
        rows.append(f"{edge} {_place({start: ('|', mark.primary) for start, _, mark in pending}, paint)}")
    while pending:
        start, _, mark = pending.pop()
        at = max(0, min(start, room - width(mark.text)))
        strokes = {other: ("|", m.primary) for other, _, m in pending if other < at}
        rows.append(f"{edge} {_place({**strokes, at: (mark.text, mark.primary)}, paint)}")
    return rows


Drawn = list[tuple[int, int, Mark]]


def _underline(drawn: Drawn, room: int, paint: Paint) -> tuple[str, Drawn]:
    """The row of marks, with the words of the rightmost where they fit, and the marks whose words come below."""
    signs: dict[int, tuple[str, bool]] = {}
    for start, end, mark in sorted(drawn, key=lambda d: d[2].primary):
        for at in range(start, min(end, room)):
            signs[at] = ("^" if mark.primary else "-", mark.primary)
    row = _place(signs, paint)
    spoken = [d for d in drawn if d[2].text]
    if spoken:
        _, end, mark = spoken[-1]
        clear = all(other is mark or other_end <= end for _, other_end, other in drawn)
        if clear and end + 1 + width(mark.text) <= room:
            return f"{row} {paint.mark(mark.text, mark.primary)}", spoken[:-1]
    return row, spoken


def _place(signs: dict[int, tuple[str, bool]], paint: Paint) -> str:
    """A row with each sign (and whether it is the finding's own) at its cell; neighbours of one colour are painted as one."""
    row, at = "", 0
    run, primary = "", False
    for column in sorted(signs):
        sign, own = signs[column]
        if column != at or own != primary:
            row += paint.mark(run, primary) + " " * (column - at)
            run, primary = "", own
        run, at = run + sign, column + 1
    return row + paint.mark(run, primary)
