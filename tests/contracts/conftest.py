"""What tests over all rules share."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.rules.rule import Rule


@pytest.fixture
def folder(rule: Rule, tmp_path: Path) -> Path:
    """A folder with the files that the rule's examples read."""
    for name, text in rule.data.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
