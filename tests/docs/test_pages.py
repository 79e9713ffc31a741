"""What the pages show is what the linter accepts: every example of docs/language.md, and the README's file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

ROOT = Path(__file__).resolve().parents[2]


def examples(page: str) -> list[str]:
    """The YAML blocks of a page, in order."""
    return re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", examples("docs/language.md"))
def test_the_language_page_lints_clean(text: str) -> None:
    """Every example is a whole file without a finding."""
    checked = check(Source("page.yaml", text))
    assert checked.typed is not None
    assert [finding.message for finding in checked.report.sorted()] == []


def test_the_readme_shows_the_example_as_it_stands() -> None:
    """The file in the README is the one in examples/, to the letter."""
    assert examples("README.md") == [(ROOT / "examples" / "passengers" / "passengers.yaml").read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", ["README.md", "docs/language.md", "docs/extensions.md", "benchmarks/README.md"])
def test_files_that_a_page_names_are_there(page: str) -> None:
    """No page sends anybody to a file of this project that does not exist."""
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:docs|examples|scripts|benchmarks|schemas|tests)/[\w./-]*\w", text)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
