"""`rnndsl lint --watch` in a real process: it lints again what a change touches, and ends at Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .runs import command

BASE = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 1]}\n  layers:\n    - LSTM: {units: 8}\n    - Dense: {units: 1}\n"
WRONG = BASE.replace("units: 8}", "units: 8}\n    - LSTM: {units: 4}")


class Watcher:
    """A watching process, and what it prints, round by round."""

    def __init__(self, folder: Path, *words: str) -> None:
        env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command("lint", "--watch", "--format", "concise", *words),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=env,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def round(self) -> list[str]:
        """The lines of the next round, without the last one, which says that it watches."""
        rows: list[str] = []
        while not rows or not rows[-1].startswith("watching "):
            rows.append(self.lines.get(timeout=30))
        return rows[:-1]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Watcher]]:
    """Starts a watcher in a folder of two files, and sees it off."""
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "top.yaml").write_text("rnndsl: 1\nname: top\nextends: base.yaml\n")
    started: list[Watcher] = []

    def started_with(*words: str) -> Watcher:
        started.append(Watcher(tmp_path, *words))
        return started[-1]

    yield started_with
    for one in started:
        one.process.kill()
        one.process.communicate()


def test_changes_are_linted_until_ctrl_c(start: Callable[..., Watcher], tmp_path: Path) -> None:
    """A changed file, a changed extended file, a new file, changed settings and a removed file each give one new round."""
    watcher = start()
    assert watcher.round() == ["2 files are clean"]
    (tmp_path / "base.yaml").write_text(WRONG)
    assert [line[:31] for line in watcher.round()] == ["base.yaml:6:7: error[RNN201]: L"]  # once, though top.yaml has it too
    (tmp_path / "new.yaml").write_text(WRONG)
    assert [line.split(":")[0] for line in watcher.round()] == ["base.yaml", "new.yaml"]
    (tmp_path / "rnndsl.toml").write_text('ignore = ["RNN2"]')
    assert watcher.round() == ["3 files are clean"]
    (tmp_path / "new.yaml").unlink()
    assert watcher.round() == ["2 files are clean"]
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(timeout=30) == 130
    assert watcher.process.stderr is not None
    assert watcher.process.stderr.read() == "rnndsl: interrupted\n"


def test_settings_by_option_are_watched(start: Callable[..., Watcher], tmp_path: Path) -> None:
    """A `--config` counts like a settings file that is found; while it is gone, what it said last holds."""
    (tmp_path / "base.yaml").write_text(WRONG)
    (tmp_path / "lint.toml").write_text('ignore = ["RNN2"]')
    watcher = start("--config", "lint.toml", "base.yaml")
    assert watcher.round() == ["base.yaml is clean"]
    (tmp_path / "lint.toml").write_text('ignore = ["RNN4"]')
    assert [line[:22] for line in watcher.round()] == ["base.yaml:6:7: error[R"]
    (tmp_path / "lint.toml").unlink()
    assert [line[:22] for line in watcher.round()] == ["base.yaml:6:7: error[R"]
