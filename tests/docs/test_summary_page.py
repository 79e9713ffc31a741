"""What the README shows of `rnndsl summary` is what it prints, and docs/summary.md names every fate and format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnndsl.cli.main import run
from rnndsl.cli.summary import FORMATS
from rnndsl.ir.counted import FATES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "summary.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of the example stands in the README, line by line."""
    monkeypatch.setenv("COLUMNS", "108")
    assert run(["summary", str(ROOT / "examples" / "passengers" / "passengers.yaml")]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    (shown,) = re.findall(r"```text\n(passengers  memory.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown.splitlines() == printed[: len(shown.splitlines())]


def test_the_page_names_all_fates_and_formats() -> None:
    """Nothing that a mask may meet, and no form of the output, is left out."""
    assert [fate for fate in FATES if f"`{fate}`" not in PAGE] == []
    assert [form for form in FORMATS[1:] if f"--format {form}" not in PAGE] == []
