"""docs/rules/ is what `scripts/generate` makes of the rules: a page each, nothing more, and every link leads somewhere."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "rules"


def test_pages_have_not_drifted() -> None:
    """Every page is as generated; no page is left of a rule that is gone."""
    generated = runpy.run_path(str(ROOT / "scripts" / "generate"))["rule_pages"]()
    drifted = [path.name for path, text in generated.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert drifted == []
    assert sorted(FOLDER.glob("*.md")) == sorted(generated)


def test_links_lead_to_files() -> None:
    """The index leads to every page, every page to docs/lint.md."""
    for page in FOLDER.glob("*.md"):
        links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (FOLDER / link).exists()] == []
