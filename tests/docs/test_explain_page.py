"""docs/explain.md shows what `rnndsl explain` prints, to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnndsl.cli.main import run

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "explain.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```text\n\$ rnndsl (.*?)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("command", "text"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_page_shows_what_the_command_prints(
    command: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every block is the output of its command on the page's own file; behind `|` stands the part that is shown."""
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    (tmp_path / "model.yaml").write_text(found[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    words, _, part = command.partition(" | ")
    assert run(words.split()) == 0
    printed = capsys.readouterr().out
    assert text == printed[printed.index(part) :]


def test_the_page_shows_something() -> None:
    """There are blocks to compare."""
    assert len(SHOWN) >= 3
