"""Run folders: numbered, never shared, files whole or absent, mistakes in one line."""

from __future__ import annotations

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rnndsl.runtime.failure import RunError
from rnndsl.runtime.folder import MODEL, RunFolder, create, explain, find


def test_numbers_follow_each_other(tmp_path: Path) -> None:
    """The next run gets the number after the highest, whatever else lies there."""
    assert create(tmp_path, "a").path == tmp_path / "a" / "1"
    (tmp_path / "a" / "7").mkdir()
    (tmp_path / "a" / "notes").mkdir()
    assert create(tmp_path, "a").path.name == "8"


def test_runs_started_at_once_never_share_a_folder(tmp_path: Path) -> None:
    """Forty creations from sixteen threads give forty folders."""
    with ThreadPoolExecutor(16) as pool:
        folders = list(pool.map(lambda _: create(tmp_path, "a").path, range(40)))
    assert len(set(folders)) == 40


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    """A write that fails leaves the old text and nothing beside it."""
    folder = RunFolder(tmp_path)
    folder.write_text("report.md", "old")
    with pytest.raises(RunError, match="disk is full"):
        _write_half(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["report.md"]
    assert (tmp_path / "report.md").read_text() == "old"


def _write_half(folder: RunFolder) -> None:
    with folder.replacing("report.md") as beside:
        beside.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    """Where `runs` is a file, the message says so and what to do."""
    (tmp_path / "runs").write_text("")
    with pytest.raises(RunError, match=r"a file stands where a folder is needed; .* --runs"):
        create(tmp_path / "runs", "a")


@pytest.mark.parametrize(("number", "words"), [(errno.EACCES, "may not write"), (errno.EROFS, "read-only"), (0, "odd")])
def test_reasons_are_said_in_words(number: int, words: str) -> None:
    """Every errno becomes a sentence; an unknown one keeps the system's own."""
    assert words in explain(OSError(number, "odd"), Path("x"))


def test_a_run_is_found_by_folder_or_model(tmp_path: Path) -> None:
    """Both spellings mean the same folder; a folder above it leads to the newest run."""
    run = tmp_path / "a" / "1"
    run.mkdir(parents=True)
    (run / MODEL).write_text("")
    assert find(run).path == find(run / MODEL).path == run
    with pytest.raises(RunError, match=r"did you mean .*1"):
        find(tmp_path / "a")
    with pytest.raises(RunError, match="no such run"):
        find(tmp_path / "b")
