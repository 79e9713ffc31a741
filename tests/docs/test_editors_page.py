"""docs/editors.md: its settings parse, and the commands and names in them are those of this repository."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_every_editor_starts_the_server() -> None:
    """The command is `rnndsl lsp` everywhere, and there is such a command."""
    from rnndsl.cli.main import COMMANDS

    (code,) = examples("json")
    settings = json.loads(code)
    assert [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]] == ["rnndsl", "lsp"]
    assert 'cmd = { "rnndsl", "lsp" }' in examples("lua")[0]
    assert "lsp" in COMMANDS


def test_helix() -> None:
    """The settings are TOML that names one server, and uses it for YAML."""
    tomllib = pytest.importorskip("tomllib")
    (text,) = examples("toml")
    settings = tomllib.loads(text)
    assert [settings["language-server"]["rnndsl"]["command"], *settings["language-server"]["rnndsl"]["args"]] == [
        "rnndsl",
        "lsp",
    ]
    assert "rnndsl" in settings["language"][0]["language-servers"]


def test_hooks_action_and_kinds_exist() -> None:
    """The hooks, the action's inputs and the kind of code action that the page names are there."""
    from rnndsl.lsp.actions import FIX_ALL

    documents = [yaml.safe_load(text) for text in examples("yaml")]
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    (used,) = [document["repos"][0]["hooks"] for document in documents if document and "repos" in document]
    assert {hook["id"] for hook in used} <= hooks
    assert "rnndsl-fix" in hooks
    (job,) = [document["jobs"]["lint"] for document in documents if document and "jobs" in document]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    assert set(job["steps"][1]["with"]) <= set(inputs)
    assert "upload" in inputs
    assert FIX_ALL in PAGE


def test_the_extra() -> None:
    """`pip install 'rnndsl[lsp]'` installs what the server imports."""
    assert "rnndsl[lsp]" in PAGE
    assert re.search(r'^lsp = \["pygls>=2,<3"\]', (ROOT / "pyproject.toml").read_text(), flags=re.MULTILINE)
