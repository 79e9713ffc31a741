"""`# rnndsl: ignore[…]`: which lines it speaks for, and what it does not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.analysis.fixes import apply
from rnndsl.analysis.suppress import suppressions
from rnndsl.diagnostics.draw import concise
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

HEAD = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 1]}\n  layers:\n    - LSTM: {units: 64}\n"


def found(text: str) -> list[str]:
    return [f"{d.code}:{d.span.line}" for d in check(Source("m.yaml", text)).report.sorted()]


SILENT = {
    "on the line": "    - LSTM: {units: 1}  # rnndsl: ignore[RNN201]\n",
    "above": "    # rnndsl: ignore[RNN201]\n    - LSTM: {units: 1}\n",
    "above, with a reason between": "    # rnndsl: ignore[RNN201] on purpose:\n    # see the paper\n    - LSTM: {units: 1}\n",
    "one of several": "    - LSTM: {units: 1}  # rnndsl: ignore[RNN201, RNN201]\n",
    "the whole file": "    - LSTM: {units: 1, return_sequences: true}\n# rnndsl: ignore-file[RNN201] as in the paper\n",
}


@pytest.mark.parametrize("lines", SILENT.values(), ids=list(SILENT))
def test_comment_silences_its_line(lines: str) -> None:
    """A comment speaks for its own line, or standing alone for the next line that is none; or for its file."""
    assert found(HEAD + lines) == []


LOUD = {
    "another code": "    - LSTM: {units: 1}  # rnndsl: ignore[RNN402]\n",
    "another line": "    - LSTM: {units: 1}\n    # rnndsl: ignore[RNN201]\n",
    "no code for the file": "    - LSTM: {units: 1}  # rnndsl: ignore-file\n",
    "no code": "    - LSTM: {units: 1}  # rnndsl: ignore\n",
    "a text": "    - LSTM: {units: 1, name: 'a # rnndsl: ignore[RNN201]'}\n",
}


@pytest.mark.parametrize("lines", LOUD.values(), ids=list(LOUD))
def test_anything_else_silences_nothing(lines: str) -> None:
    """Another code, another line, no code at all, or words inside a text leave the finding."""
    assert "RNN201:6" in found(HEAD + lines)


def test_unused_codes_are_reported_once_nothing_hides_them() -> None:
    """A clean file's useless comment is a warning at the code; beside an error it may still prove useful."""
    assert found(HEAD + "    - Dense: {units: 1}  # rnndsl: ignore[RNN402, RNN201]\n") == ["RNN006:6", "RNN006:6"]
    assert found(HEAD + "    - LSTM: {units: 1}  # rnndsl: ignore[RNN402]\n") == ["RNN201:6"]


def test_places_of_codes() -> None:
    """Each code has its own place, the comment another."""
    source = Source("m.yaml", "a: 1  # rnndsl: ignore[RNN1, RNN2]\n")
    assert [(s.code, s.span.text, s.comment.text, s.line) for s in suppressions(source)] == [
        ("RNN1", "RNN1", "# rnndsl: ignore[RNN1, RNN2]", 1),
        ("RNN2", "RNN2", "# rnndsl: ignore[RNN1, RNN2]", 1),
    ]


def test_a_broken_file_still_honours_its_comments() -> None:
    """Comments work where later stages never run."""
    report = check(Source("m.yaml", "rnndsl: 1\nmodel: 3  # rnndsl: ignore[RNN008]\n")).report
    assert [concise(d) for d in report.sorted()] == []


def test_comments_that_stand_one_below_the_other_all_speak_for_the_same_line() -> None:
    """However many there are: each line of comments is looked at once."""
    text = "rnndsl: 1\nmodel:\n" + "# rnndsl: ignore[RNN201]\n" * 2000 + "  layers: [Flatten]\n"
    source = CountingSource("m.yaml", text)
    assert {one.line for one in suppressions(source)} == {2003}
    assert source.read < 10_000


class CountingSource(Source):
    """Counts the lines that are read of it."""

    read = 0

    def line(self, number: int) -> str:
        self.read += 1
        return super().line(number)


def test_a_comment_for_the_file_is_used_or_reported() -> None:
    """It silences all of its code; unused it is told as what it is, and removable."""
    many = HEAD + "    - LSTM: {units: 1}\n" * 3
    assert len(found(many)) == 1 + 2
    assert found("# rnndsl: ignore-file[RNN201]\n" + many) == []
    clean = HEAD + "    - Dense: {units: 1}\n"
    (idle,) = check(Source("m.yaml", "# rnndsl: ignore-file[RNN201]\n" + clean)).report.sorted()
    assert (idle.code, idle.span.line) == ("RNN006", 1)
    assert idle.message == "nothing in this file breaks RNN201, so the comment silences nothing"
    assert idle.fix is not None
    assert apply("# rnndsl: ignore-file[RNN201]\n" + clean, [idle.fix]) == clean


def test_comments_of_an_extended_file_hold_there(tmp_path: Path) -> None:
    """A finding in an extended file heeds that file's comments; whether they are used is not asked here."""
    base = HEAD + "    - LSTM: {units: 1}  # rnndsl: ignore[RNN201, RNN402]\n    - Dense: {units: 1}\n"
    (tmp_path / "base.yaml").write_text(base)
    top = Source("top.yaml", "rnndsl: 1\nextends: base.yaml\n", str(tmp_path))
    report = check(top).report
    assert report.sorted() == []
    assert [one.code for one in report.silenced] == ["RNN201"]
