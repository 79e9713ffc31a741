"""Edits of a layer's line: what they write, and that nothing else changes."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from rnndsl.analysis.fixes import apply
from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.frontend.validate import validate
from rnndsl.ir.spec import LayerSpec
from rnndsl.rules.edits import Edits, fix, insert_line_above, set_argument

HEAD = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 1]}\n  layers:\n"


def spec(lines: str, which: int = 0) -> LayerSpec:
    report = Report()
    document = parse(Source("model.yaml", HEAD + indent(lines, "  ")), report)
    assert document is not None
    checked = validate(document, report, ())
    assert checked is not None
    layers = checked.get("model", "layers")
    assert layers is not None
    found: LayerSpec = layers.list[which].data
    return found


def after(lines: str, edits: Edits) -> str | None:
    done = fix("change", edits)
    return None if done is None else dedent(apply(HEAD + indent(lines, "  "), [done])[len(HEAD) :])


SET = {
    "flow": ("- LSTM: {units: 64}\n", "- LSTM: {units: 64, return_sequences: true}\n"),
    "written already": ("- LSTM: { return_sequences: false , units: 4 }\n", "- LSTM: { return_sequences: true , units: 4 }\n"),
    "trailing comma": ("- LSTM: {units: 64,}\n", "- LSTM: {units: 64, return_sequences: true,}\n"),
    "two lines": (
        "- LSTM: {units: 64, # wide\n    dropout: 0.1}\n",
        "- LSTM: {units: 64, # wide\n    dropout: 0.1, return_sequences: true}\n",
    ),
    "name last": ("- LSTM: {units: 64, name: a}\n", "- LSTM: {units: 64, name: a, return_sequences: true}\n"),
    "block": (
        "- LSTM:\n    units: 64  # wide\n- Flatten\n",
        "- LSTM:\n    units: 64  # wide\n    return_sequences: true\n- Flatten\n",
    ),
    "block at the end": ("- LSTM:\n    units: 64", "- LSTM:\n    units: 64\n    return_sequences: true"),
    "windows": (
        "- LSTM:\r\n    units: 64\r\n- Flatten\r\n",
        "- LSTM:\r\n    units: 64\r\n    return_sequences: true\r\n- Flatten\r\n",
    ),
    "flow below": ("- LSTM:\n    {units: 3}\n", "- LSTM:\n    {units: 3, return_sequences: true}\n"),
    "in braces": ("- {LSTM: {units: 1}}\n", "- {LSTM: {units: 1, return_sequences: true}}\n"),
    "bare": ("- Flatten\n", "- Flatten: {return_sequences: true}\n"),
    "bare with a colon": ("- Flatten:\n", "- Flatten: {return_sequences: true}\n"),
    "merge and more": (
        "- LSTM: {<<: {units: 1}, dropout: 0.1}\n",
        "- LSTM: {<<: {units: 1}, dropout: 0.1, return_sequences: true}\n",
    ),
    "shared by an alias": ("- LSTM: &a {units: 64}\n- LSTM: *a\n", None),
    "value shared by an alias": ("- LSTM: {units: 3, return_sequences: &no false}\n", None),
}


@pytest.mark.parametrize(("before", "expected"), SET.values(), ids=list(SET))
def test_set_argument_writes_in_the_style_of_the_line(before: str, expected: str | None) -> None:
    """The argument appears once, all other characters stay; where a line has no place of its own, there is no edit."""
    assert after(before, set_argument(spec(before), "return_sequences", "true")) == expected


BORROWED = {
    "- LSTM: *a\n": "- LSTM: {<<: *a, return_sequences: true}\n",
    "- LSTM: {<<: *a}\n": "- LSTM: {return_sequences: true, <<: *a}\n",
    "- LSTM:\n    <<: *a\n": "- LSTM:\n    return_sequences: true\n    <<: *a\n",
    "- LSTM:\n    <<: *a  # base\n    dropout: 0.1\n": (
        "- LSTM:\n    <<: *a  # base\n    dropout: 0.1\n    return_sequences: true\n"
    ),
    "- LSTM: {units: 3, return_sequences: *f}\n": "- LSTM: {units: 3, return_sequences: true}\n",
}


@pytest.mark.parametrize("line", BORROWED)
def test_what_others_share_stays(line: str) -> None:
    """A line that borrows its arguments gets the new one for itself; the anchor keeps what it has."""
    lines = f"- LSTM: &a {{units: 64, return_sequences: &f false}}\n{line}"
    edits = set_argument(spec(lines, 1), "return_sequences", "true")
    assert after(lines, edits) == f"- LSTM: &a {{units: 64, return_sequences: &f false}}\n{BORROWED[line]}"


def test_insert_line_above_keeps_the_indent() -> None:
    """A new layer stands on a line of its own, indented like its neighbours, with their line ends."""
    lines = "- Flatten\r\n- Dense: {units: 1}\r\n"
    assert after(lines, insert_line_above(spec(lines, 1), "Flatten")) == "- Flatten\r\n- Flatten\r\n- Dense: {units: 1}\r\n"
