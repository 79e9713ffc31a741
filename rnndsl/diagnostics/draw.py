"""A finding as people read it: what, where, why, what to do, in plain text with a little colour.

The lines of the text are shown as they stand and, below the help, as a fix would leave them.
"""

from __future__ import annotations

from .cells import cells, safe, width
from .diagnostic import Diagnostic
from .excerpt import excerpt, margin
from .fix import Edit, Fix
from .paint import Paint
from .record import replace
from .span import Source, Span


def draw(diagnostic: Diagnostic, paint: Paint | None = None) -> str:
    """The drawing of one finding, without a final newline."""
    paint = replace(paint or Paint(), severity=diagnostic.severity)
    places = [(diagnostic.span, diagnostic.label, True), *((r.span, r.text, False) for r in diagnostic.related)]
    gutter = len(str(_last_line(diagnostic, places)))
    head = paint.style(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity)
    rows = [f"{head}{paint.style(': ' + safe(diagnostic.message), 'bold')}"]
    sources = list(dict.fromkeys(span.source for span, _, _ in places))
    for source in sources:
        rows += _block(source, [p for p in places if p[0].source is source], gutter, paint, source is sources[0])
    for note in diagnostic.notes:
        rows += _wrapped(" " * gutter + " " + paint.frame("=") + " ", gutter + 3, note, paint)
    return "\n".join([*rows, *_help(diagnostic, gutter, paint)])


def concise(diagnostic: Diagnostic) -> str:
    """The finding on one line: `model.yaml:14:7: error[RNN201]: …`."""
    span = diagnostic.span
    place = f"{safe(span.source.name)}:{span.line}:{span.column}"
    return f"{place}: {diagnostic.severity}[{diagnostic.code}]: {safe(diagnostic.message)}"


def _last_line(diagnostic: Diagnostic, places: list[tuple[Span, str, bool]]) -> int:
    numbers = [span.line for span, _, _ in places]
    if diagnostic.fix is not None:
        numbers += [edit.span.line + edit.text.count("\n") for edit in diagnostic.fix.edits]
    return max(numbers)


def _block(source: Source, places: list[tuple[Span, str, bool]], gutter: int, paint: Paint, first: bool) -> list[str]:
    """The excerpt of one source under its name."""
    span = places[0][0]
    arrow = paint.frame(" " * gutter + ("-->" if first else ":::"))
    name = f"{arrow} {safe(source.name)}:{span.line}:{span.column}"
    return [name, margin("", gutter, paint), *excerpt(places, source, gutter, paint)]


def _help(diagnostic: Diagnostic, gutter: int, paint: Paint) -> list[str]:
    rows = []
    lead = paint.style("help", "bold") + ": "
    if diagnostic.help:
        rows += _wrapped(lead, 6, diagnostic.help, paint)
    fix = diagnostic.fix
    if fix is not None:
        rows += _wrapped(lead, 6, f"{fix.title}  [{'safe' if fix.safe else 'unsafe'} fix]", paint)
        rows += _repaired(fix, gutter, paint)
    return rows


def _wrapped(lead: str, indent: int, text: str, paint: Paint) -> list[str]:
    """A text after its lead, broken between words where it is wider than the terminal."""
    rows, row = [], ""
    for word in safe(text).split(" "):
        if row and indent + width(row) + 1 + width(word) > paint.width:
            rows.append(row.rstrip())
            row = word
        else:
            row = f"{row} {word}" if row else word
    return [(lead if i == 0 else " " * indent) + r for i, r in enumerate([*rows, row])]


def _repaired(fix: Fix, gutter: int, paint: Paint) -> list[str]:
    """The lines that a fix changes, as it leaves them; lines that it only takes away have a minus, new ones a plus."""
    rows: list[str] = []
    for source in dict.fromkeys(edit.span.source for edit in fix.edits):
        edits = sorted((e for e in fix.edits if e.span.source is source), key=lambda e: e.span.start)
        rows += [margin("", gutter, paint)]
        for group in _touching(edits, source):
            rows += _changed(group, source, gutter, paint)
    return rows


def _touching(edits: list[Edit], source: Source) -> list[list[Edit]]:
    """Edits whose lines touch, together."""
    groups: list[list[Edit]] = []
    last = -1
    for edit in edits:
        if groups and edit.span.line <= last:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last = source.position(edit.span.end)[0]
    return groups


def _changed(edits: list[Edit], source: Source, gutter: int, paint: Paint) -> list[str]:
    first, last = edits[0].span.line, source.position(edits[-1].span.end)[0]
    start = edits[0].span.start - edits[0].span.column + 1
    end = source.text.find("\n", edits[-1].span.end)
    end = len(source.text) if end < 0 else end + 1
    before = [source.line(n) for n in range(first, last + 1)]
    pieces, at = [], start
    for edit in edits:
        pieces += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    text = "".join([*pieces, source.text[at:end]])
    after = [line.rstrip("\r") for line in text.split("\n")]
    if after and not after[-1]:
        after.pop()
    return [
        f"{margin(str(number), gutter, paint, sign)} {_new(line, sign, new, paint, paint.width - gutter - 3)}".rstrip()
        for number, sign, line, new in _compared(before, after, first)
    ]


def _new(line: str, sign: str, new: tuple[int, int], paint: Paint, room: int) -> str:
    """A line of a repair: what is new in it in green, what goes in red."""
    shown = cells(line, new[0], room).text
    if sign != "|":
        return paint.style(shown, "good" if sign == "+" else "error")
    if shown != line:
        return shown
    return line[: new[0]] + paint.style(line[new[0] : new[1]], "good") + line[new[1] :]


def _compared(before: list[str], after: list[str], first: int) -> list[tuple[int, str, str, tuple[int, int]]]:
    """Rows of a repair: line number, sign of the margin, text, and from where to where it is new."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    tail = 0
    while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[same : len(before) - tail], after[same : len(after) - tail]
    start = first + same
    context = [(start - 1, "|", before[same - 1], (0, 0))] if same and not (old and new) else []
    if not new:
        return context + [(start + i, "-", line, (0, 0)) for i, line in enumerate(old)]
    if not old:
        return context + [(start + i, "+", line, (0, 0)) for i, line in enumerate(new)]
    return [(start + i, "|", line, _departure(old[i] if i < len(old) else "", line)) for i, line in enumerate(new)]


def _departure(old: str, new: str) -> tuple[int, int]:
    """From where to where a line differs from the old one."""
    low, shorter = 0, min(len(old), len(new))
    while low < shorter and old[low] == new[low]:
        low += 1
    high = 0
    while high < shorter - low and old[-1 - high] == new[-1 - high]:
        high += 1
    return low, len(new) - high
