"""CONTRIBUTING.md is true: the layer it shows stands in the tree to the letter, and its one file is all that a layer needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
MODEL = "rnndsl: 1\nname: added\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - Identity: {name: b}\n    - LSTM: {units: 4}\n"


def test_the_layer_on_the_page_is_the_one_in_the_tree() -> None:
    """The file is shown to the letter."""
    assert [(ROOT / "rnndsl" / "layers" / "identity.py").read_text(encoding="utf-8")] == SHOWN


def test_every_path_is_there() -> None:
    """No step sends anybody to a file that does not exist."""
    named = re.findall(r"(?:rnndsl|docs|scripts|tests)/[\w./-]*\w", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_one_file_adds_a_layer(tmp_path: Path) -> None:
    """In a tree without the layer its line is unknown; with the file of the page alone it lints clean and joins the schema."""
    shutil.copytree(ROOT / "rnndsl", tmp_path / "rnndsl", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "rnndsl" / "layers" / "identity.py"
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    file.unlink()
    before = _run(tmp_path, "lint", "--format", "concise", "model.yaml")
    assert "RNN001" in before.stdout
    assert '"nested Identity"' not in _run(tmp_path, "schema").stdout
    file.write_text(SHOWN[0], encoding="utf-8")
    after = _run(tmp_path, "lint", "model.yaml")
    assert after.returncode == 0, after.stdout
    assert '"nested Identity"' in _run(tmp_path, "schema").stdout


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rnndsl", *words]
    return subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False)
