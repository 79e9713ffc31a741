"""Places: a node's span covers exactly its own characters."""

from __future__ import annotations

import pytest

from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.document import pairs_of, span_of
from rnndsl.frontend.parse import parse

TEXT = """\
a: 1        # a comment
b:
  - x   # one

  - y:
      z: [1,
          2]   # two

# the end of b
c: &anchor {k: v}
d: *anchor
e: |
  block

f: "quoted # text"
g: é∂ 'ç'
h:
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_spans(newline: str) -> None:
    """Block collections end with their last value; anchors, comments and blank lines are not covered."""
    source = Source("x.yaml", TEXT.replace("\n", newline))
    document = parse(source, Report())
    assert document is not None
    spans = {key.value: span_of(source, value).text.replace("\r\n", "\n") for key, value in document.root.value}
    assert spans == {
        "a": "1",
        "b": "- x   # one\n\n  - y:\n      z: [1,\n          2]",
        "c": "{k: v}",
        "d": "{k: v}",
        "e": "|\n  block",
        "f": '"quoted # text"',
        "g": "é∂ 'ç'",
        "h": "",
    }


def test_merges() -> None:
    """A merge lies under what is written beside it, the first of several merges over the others."""
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 0}\n"
    document = parse(Source("x.yaml", text), Report())
    assert document is not None
    merged = pairs_of(document.root.value[2][1])
    assert {key.value: value.value for key, value in merged} == {"x": "0", "y": "1", "z": "2"}


def test_line_and_column_count_characters() -> None:
    """Columns count code points, not bytes."""
    report = Report()
    assert parse(Source("x.yaml", "ключ: [é,\n"), report) is None
    assert report.sorted()[0].code == "RNN000"
    source = Source("x.yaml", "ключ: é𝄞 # c\n")
    document = parse(source, report)
    assert document is not None
    assert span_of(source, document.root.value[0][1]).column == 7
