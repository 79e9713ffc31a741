"""Places: what an editor counts in UTF-16, UTF-8 or characters is the place that the linter counts in characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from rnndsl.lsp.positions import Text, changed

TEXTS = st.text(st.sampled_from("ab é漢😀\n\r\t\u2028\x0b\ufeff"), max_size=40)
UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


@pytest.mark.parametrize("units", UNITS)
@given(text=TEXTS, data=st.data())
def test_there_and_back(units: str, text: str, data: st.DataObject) -> None:
    """An offset becomes the place that the protocol means, and that place the offset again."""
    at = data.draw(st.integers(0, len(text)))
    if text[at - 1 : at + 1] == "\r\n":
        at -= 1  # there is no place between the two
    place = Text(text, units).position(at)
    line = text[:at].replace("\r\n", "\n").replace("\r", "\n").rpartition("\n")[2]
    assert place.character == len(line.encode(UNITS[units])) // SIZES[units]
    assert Text(text, units).offset(place) == at


@given(text=TEXTS, new=TEXTS, data=st.data())
def test_changes(text: str, new: str, data: st.DataObject) -> None:
    """A change of a range replaces its characters, at any place of any text."""
    ends = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
    start, end = sorted((data.draw(st.sampled_from(ends)), data.draw(st.sampled_from(ends))))
    before = Text(text)
    change = lsp.TextDocumentContentChangePartial(before.range(start, end), new)
    assert changed(before, [change]).content == text[:start] + new + text[end:]


def test_places_outside() -> None:
    """A column beyond the line is its end, a line beyond the text is the text's end, inside an emoji is behind it."""
    text = Text("ab\r\n😀c")
    assert text.offset(lsp.Position(0, 99)) == 2
    assert text.offset(lsp.Position(9, 0)) == 6
    assert text.offset(lsp.Position(1, 1)) == 5


def test_lines_end_where_the_protocol_says() -> None:
    """U+2028 and a vertical tab end no line."""
    assert Text("a\u2028b\x0bc\nd").position(6) == lsp.Position(1, 0)


def test_several_changes() -> None:
    """Each change speaks of the text after the one before; one without a range replaces everything."""
    first = lsp.TextDocumentContentChangeWholeDocument("abc")
    second = lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(0, 1), lsp.Position(0, 2)), "X")
    assert changed(Text("old"), [first, second]).content == "aXc"
