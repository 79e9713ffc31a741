"""How findings read: the drawing of DESIGN.md line by line, and what may never reach a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rnndsl.diagnostics.cells import cells, width
from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.draw import concise, draw
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.paint import Paint
from rnndsl.diagnostics.span import Source, Span

MODEL = Source(
    "model.yaml",
    "model:\n  layers:\n" + "    - Flatten\n" * 10 + "    - LSTM: {units: 64}\n    - LSTM: {units: 32, name: encoder}\n",
)


def span(source: Source, text: str, which: int = 0) -> Span:
    at = -1
    for _ in range(which + 1):
        at = source.text.index(text, at + 1)
    return Span(source, at, at + len(text))


def after(source: Source, text: str) -> Span:
    found = span(source, text)
    return Span(source, found.end, found.end)


STACKED = Diagnostic(
    "RNN201",
    "error",
    "LSTM `encoder` gets one vector per sequence, but needs one per time step",
    span(MODEL, "LSTM", 1),
    "needs (N, T, F)",
    (Label(span(MODEL, "{units: 64}"), "returns (N, 64): only the last step"),),
    ("shapes: history (N, 24, 1) > LSTM (N, 64) > encoder ✗", "Keras would say: expected ndim=3, found ndim=2"),
    fix=Fix("return the whole sequence from the layer above", (Edit(after(MODEL, "64"), ", return_sequences: true"),), True),
)


def test_the_drawing_of_the_design() -> None:
    """The finding of DESIGN.md §5, character by character."""
    assert (
        draw(STACKED)
        == """\
error[RNN201]: LSTM `encoder` gets one vector per sequence, but needs one per time step
  --> model.yaml:14:7
   |
13 |     - LSTM: {units: 64}
   |             ----------- returns (N, 64): only the last step
14 |     - LSTM: {units: 32, name: encoder}
   |       ^^^^ needs (N, T, F)
   = shapes: history (N, 24, 1) > LSTM (N, 64) > encoder ✗
   = Keras would say: expected ndim=3, found ndim=2
help: return the whole sequence from the layer above  [safe fix]
   |
13 |     - LSTM: {units: 64, return_sequences: true}"""
    )


def test_concise_is_one_line() -> None:
    """File, line, column, severity, code and message on one line."""
    assert concise(STACKED) == f"model.yaml:14:7: error[RNN201]: {STACKED.message}"


def test_several_marks_tabs_wide_characters_gaps_and_files() -> None:
    """Marks share a row, words hang below; tabs and wide characters keep them aligned; a second file has its own excerpt."""
    text = Source("m.yaml", "a: {名前: x, units: 64, other: [1,\t2]}\nb: 1\nc: 2\nd: 3\ne: 4\nf: 5\n")
    labels = (
        Label(span(text, "名前"), "wide"),
        Label(span(text, "2]"), "after a tab"),
        Label(span(text, "c"), "near"),
        Label(span(text, "f"), "far"),
        Label(span(MODEL, "Flatten"), "elsewhere"),
    )
    drawing = draw(Diagnostic("RNN001", "warning", "many marks", span(text, "units"), "here", labels, help="do this"))
    assert (
        drawing
        == """\
warning[RNN001]: many marks
 --> m.yaml:1:12
  |
1 | a: {名前: x, units: 64, other: [1,    2]}
  |     ----     ^^^^^                    -- after a tab
  |     |        |
  |     |        here
  |     wide
2 | b: 1
3 | c: 2
  | - near
...
6 | f: 5
  | - far
 ::: model.yaml:3:7
  |
3 |     - Flatten
  |       ------- elsewhere
help: do this"""
    )


def test_repairs_show_lines_that_come_and_go() -> None:
    """A line that a fix adds has a plus, one that it takes away a minus, each beside its neighbour."""
    text = Source("m.yaml", "- LSTM:\n    units: 64\n- Masking\n- Dense\n")
    here = span(text, "LSTM")
    add = Fix("add", (Edit(after(text, "64"), "\n    return_sequences: true"),), True)
    assert draw(Diagnostic("RNN1", "error", "m", here, fix=add)).splitlines()[-3:] == [
        "  |",
        "2 |     units: 64",
        "3 +     return_sequences: true",
    ]
    line = span(text, "- Masking\n")
    assert draw(Diagnostic("RNN1", "error", "m", here, fix=Fix("drop", (Edit(line, ""),)))).splitlines()[-3:] == [
        "help: drop  [unsafe fix]",
        "  |",
        "3 - - Masking",
    ]


def test_colour_changes_nothing_but_colour() -> None:
    """Without its escape sequences the coloured drawing is the plain one."""
    import re

    coloured = draw(STACKED, Paint(colour=True))
    assert "\033[" in coloured
    assert re.sub("\033\\[[0-9;]*m", "", coloured) == draw(STACKED)


anything = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\t\033\r\u202e名é"), max_size=300)


@given(anything, st.integers(0, 300), st.integers(0, 20), st.integers(40, 120))
def test_any_line_fits_and_is_harmless(line: str, start: int, length: int, columns: int) -> None:
    """Whatever a line holds: no control character gets through, nothing is wider than the terminal, a caret stands below."""
    line = line.replace("\n", " ").rstrip("\r")
    source = Source("m\033[31m.yaml", line)
    start = min(start, len(line))
    found = Diagnostic("RNN1", "error", line, Span(source, start, min(start + length, len(line))), "here")
    rows = draw(found, Paint(width=columns)).splitlines()
    assert all(character.isprintable() or character not in "\033\r\t\u202e" for row in rows for character in row)
    assert all(width(row) <= columns for row in rows[3:])
    assert "^" in rows[4]


@given(anything, st.integers(0, 300), st.integers(10, 120))
def test_the_wanted_character_is_in_sight(line: str, begin: int, room: int) -> None:
    """A line that is too long is cut around the character in question, and the cell given for it is inside the room."""
    begin = min(begin, max(len(line) - 1, 0))
    shown = cells(line, begin, room)
    assert width(shown.text) <= room
    assert 0 <= shown.column(begin) <= room
    assert shown.first <= begin
