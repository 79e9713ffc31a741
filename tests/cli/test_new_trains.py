"""What `rnndsl new` writes trains and predicts as it stands, with the very commands that it prints."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from rnndsl.cli.templates import DESCRIPTIONS

pytestmark = pytest.mark.slow
SHORT = ("--set", "train.epochs=1")


def command(line: str, folder: Path, *more: str) -> str:
    """Run one printed command (`echo … | rnndsl …` too) in a folder; it must succeed."""
    spoken, _, rest = line.rpartition(" | ")
    words = shlex.split(rest)
    assert words[0] == "rnndsl"
    text = shlex.split(spoken)[1] + "\n" if spoken else None
    done = subprocess.run(
        [sys.executable, "-m", "rnndsl", *words[1:], *more], cwd=folder, input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("template", DESCRIPTIONS)
def test_printed_commands_work(template: str, tmp_path: Path) -> None:
    """Lint is clean, one epoch trains, and predicting answers the sample."""
    printed = command(f"rnndsl new {template} here", tmp_path)
    lint, train, predict = [line.strip() for line in printed.splitlines() if "rnndsl" in line]
    assert "is clean" in command(lint, tmp_path)
    command(train, tmp_path, *SHORT)
    assert (tmp_path / "runs" / template / "1" / "model.keras").exists()
    metrics = json.loads((tmp_path / "runs" / template / "1" / "metrics.json").read_text())
    assert metrics["targets"]
    assert command(predict, tmp_path).strip()
