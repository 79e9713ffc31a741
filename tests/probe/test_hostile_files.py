"""Whatever lies at the path, the probe says in clear words what it is, once, and never raises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.diagnostics.report import Report
from rnndsl.probe import probe
from tests.probe.sections import WINDOWS, look, section

HOSTILE = {
    "empty": (b"", "is empty"),
    "blank": (b"\n\n \n", "holds no lines"),
    "nul": (b"Month,Sales\n2000-01,\x00\n", "NUL bytes"),
    "utf16": ("Month,Sales\n2000-01,1\n".encode("utf-16"), "UTF-16"),
    "latin1": ("Month,Sales\nMärz,1\n".encode("latin-1"), "byte 0xE4 in line 2"),
    "zip": (b"PK\x03\x04" + bytes(range(256)), "zip file"),
    "parquet": (b"PAR1" + bytes(range(256)), "Parquet"),
    "ragged": (b"Month,Sales\n2000-01,1\n2000-02\n", "line 3 has 1 value, the header has 2"),
    "too many": (b"Month,Sales\n2000-01,1,2\n", "line 2 has 3 values, the header has 2"),
    "twice": (b"Month,Sales,Sales\n2000-01,1,2\n", "2 columns called `Sales`"),
    "semicolons": (b"Month;Sales\n2000-01;1\n", "no commas in its first line, but `;`"),
    "huge line": (b"Month," + b"x" * 5_000_000, "not a table"),
    "huge cell": (b"Month,Sales\n" + b"1" * 200_000 + b",2\n", "not a table"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_table(name: str, tmp_path: Path) -> None:
    """Each kind of broken table gives exactly one RNN800 that says what it is."""
    content, words = HOSTILE[name]
    (tmp_path / "sales.csv").write_bytes(content)
    _, found = look(WINDOWS, tmp_path)
    assert len(found) == 1
    assert found[0].startswith("RNN800 `sales.csv`")
    assert words in found[0]


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    """A folder named as a table is told from a table, and the other way round."""
    (tmp_path / "sales.csv").mkdir()
    _, found = look(WINDOWS, tmp_path)
    assert found == ["RNN800 `sales.csv` is a folder, not a file"]
    (tmp_path / "names").write_text("x")
    folder = "source: {folder: names, label: filename}\ninputs: {a: {text: line}}\ntargets: {b: {category: label}}\n"
    _, found = look(folder, tmp_path)
    assert found == ["RNN800 `names` is not a folder"]


def test_folder_without_texts(tmp_path: Path) -> None:
    """A folder without text files, or with empty ones, is reported."""
    (tmp_path / "names").mkdir()
    text = "source: {folder: names, label: filename}\ninputs: {a: {text: line}}\ntargets: {b: {category: label}}\n"
    assert look(text, tmp_path)[1] == ["RNN800 the folder `names` holds no .txt files"]
    (tmp_path / "names" / "a.txt").write_text("\n\n")
    assert look(text, tmp_path)[1] == ["RNN800 the files of `names` are empty"]
    (tmp_path / "names" / "b.txt").write_bytes(b"\xff\xfe\x00")
    assert "UTF-16" in look(text, tmp_path)[1][0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_pipe(tmp_path: Path) -> None:
    """A named pipe is refused instead of waited for."""
    os.mkfifo(tmp_path / "sales.csv")
    assert look(WINDOWS, tmp_path)[1] == ["RNN800 `sales.csv` is not a regular file"]


def test_quoted_line_ends_are_counted_once(tmp_path: Path) -> None:
    """Rows of a file too long to parse are counted by their line ends, those inside quotes left out."""
    rows = "".join(f'"{i}\nmore",{i}\n' for i in range(40_000))
    (tmp_path / "t.csv").write_text("a,b\n" + rows)
    facts, _ = look("source: t.csv\ninputs: {x: [b]}\ntargets: {y: [b]}\n", tmp_path)
    assert facts.rows == 40_000


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No content makes the probe raise, and it reports at most one mistake of the file."""
    folder = tmp_path_factory.mktemp("any")
    (folder / "sales.csv").write_bytes(content)
    report = Report()
    probe(section(WINDOWS, folder), report)
    assert len(report) <= 1
