"""Fixes as text: which go together, what they leave alone, how they are saved."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rnndsl.analysis.fixes import apply, choose, difference, save
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Source, Span

TEXT = Source("m.yaml", "0123456789")


def finding(*edits: tuple[int, int, str], safe: bool = True, source: Source = TEXT) -> Diagnostic:
    changes = tuple(Edit(Span(source, start, end), text) for start, end, text in edits)
    return Diagnostic("RNN1", "error", "m", Span(TEXT, 0, 1), fix=Fix("change", changes, safe))


def repaired(*findings: Diagnostic, unsafe: bool = False) -> str:
    return apply(TEXT.text, choose(findings, TEXT, unsafe))


def test_edits_replace_insert_and_remove() -> None:
    """Edits of several fixes are made at once, at the places of the original text."""
    assert repaired(finding((2, 3, "two")), finding((5, 5, "+"), (8, 10, ""))) == "01two34+567"


def test_of_two_that_overlap_the_first_is_made() -> None:
    """A fix that touches what another one changes waits for the next round, whole."""
    assert repaired(finding((2, 5, "x")), finding((4, 6, "y"), (8, 9, "z"))) == "01x56789"


def test_the_same_edit_is_made_once() -> None:
    """Two mistakes with one repair, such as two layers from one repeated line, are repaired once."""
    assert repaired(finding((5, 5, "+")), finding((5, 5, "+"))) == "01234+56789"


def test_unsafe_fixes_wait_for_permission() -> None:
    """Only safe fixes are chosen unless all are asked for."""
    assert repaired(finding((0, 1, "x"), safe=False)) == TEXT.text
    assert repaired(finding((0, 1, "x"), safe=False), unsafe=True) == "x123456789"


def test_other_texts_are_left_alone() -> None:
    """A fix in a file that the linted one extends is not made from here."""
    other = Source("base.yaml", "0123456789")
    assert choose([finding((0, 1, "x"), source=other)], TEXT) == []


lines = st.lists(st.sampled_from(["a", "b: 1", "", "x\r", "\x0c", "é"]), max_size=8).map("\n".join)


@given(lines, lines)
def test_a_difference_turns_one_text_into_the_other(before: str, after: str) -> None:
    """`patch` makes the second text of the first, missing final newlines and carriage returns included."""
    diff = difference("m.yaml", before, after)
    assert (diff == "") == (before == after)
    plus = [line[1:] for line in diff.split("\n") if line.startswith("+") and not line.startswith("+++")]
    assert all(line in after.split("\n") for line in plus)


def test_patch_applies_the_difference(tmp_path: Path) -> None:
    """The printed difference is one that git applies."""
    before, after = "a\r\nb\nc", "a\r\nB\nc\nd"
    (tmp_path / "m.yaml").write_bytes(before.encode())
    diff = difference("m.yaml", before, after)
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "m.yaml").read_bytes() == after.encode()


def test_saving_keeps_mark_permissions_and_link(tmp_path: Path) -> None:
    """The file's place, permissions and byte order mark stay, a link stays a link, and nothing is left beside it."""
    target, link = tmp_path / "m.yaml", tmp_path / "link.yaml"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    save(str(link), "new\r\n", bom=True)
    assert target.read_bytes() == b"\xef\xbb\xbfnew\r\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.yaml", "m.yaml"]
