"""`rnndsl lsp` as an editor starts and ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[2])


def start(sent: bytes, *folders: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*folders, ROOT])}
    words = [sys.executable, "-m", "rnndsl", "lsp", "--stdio"]
    return subprocess.run(words, input=sent, env=environment, capture_output=True, timeout=60, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"", b"Content-Length: 5\r\n\r\nhello", b"Content-Length: 2\r\n\r\n{}"])
def test_an_editor_that_goes_away(sent: bytes) -> None:
    """Where the editor's end is closed, the server ends too; what is no message does not end it before."""
    assert start(sent).returncode == 0


def test_without_pygls(tmp_path: Path) -> None:
    """Where the extra is missing, one line says what to install."""
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('No module named pygls', name='pygls')\n")
    done = start(b"", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.decode().strip().endswith("pip install 'rnndsl[lsp]'")
