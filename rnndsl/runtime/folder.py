"""The run folder `runs/<name>/<n>/`: everything that one training leaves behind.

Always holds: two runs started at once never share a folder, and no file in it is ever seen half written.
"""

from __future__ import annotations

import errno
import json
import math
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rnndsl.diagnostics.record import Record
from rnndsl.runtime.failure import RunError

RESOLVED, MODEL, WEIGHTS = "resolved.yaml", "model.keras", "best.weights.h5"
METRICS, HISTORY, MANIFEST = "metrics.json", "history.json", "manifest.json"
CURVES, REPORT = "curves.png", "report.md"


class RunFolder(Record):
    """A folder of one run."""

    path: Path

    def file(self, name: str) -> Path:
        """The path of a file in the folder."""
        return self.path / name

    def write_text(self, name: str, text: str) -> Path:
        """Write a text beside its final place and rename it; returns the path. Raises RunError where it cannot."""
        with self.replacing(name) as beside:
            beside.write_text(text, encoding="utf-8")
        return self.path / name

    def write_json(self, name: str, data: Any) -> Path:
        """Write plain data as indented JSON; what is not finite becomes null, since JSON has no word for it."""
        return self.write_text(name, json.dumps(finite(data), indent=2, ensure_ascii=False, allow_nan=False) + "\n")

    def need(self, size: int) -> None:
        """Raise RunError unless the disk has room for `size` bytes: HDF5 crashes where it runs out of them while writing."""
        if shutil.disk_usage(self.path).free < size:
            raise RunError(explain(OSError(errno.ENOSPC, ""), self.path))

    @contextmanager
    def replacing(self, name: str) -> Iterator[Path]:
        """A path with the same ending to write to; after the block it takes the place of `name` at once."""
        beside = self.path / f".new-{os.getpid()}-{name}"
        try:
            yield beside
            os.replace(beside, self.path / name)
        except OSError as error:
            raise RunError(explain(error, self.path / name)) from error
        finally:
            beside.unlink(missing_ok=True)


def folder_name(name: str) -> str:
    """A model's name as the name of one folder, which can't lead anywhere else.

    >>> folder_name("english-to-french"), folder_name("../../home"), folder_name("..")
    ('english-to-french', '-home', 'model')
    """
    kept = "".join(c if c.isalnum() or c in " ._-" else "-" for c in name)
    while ".." in kept or "--" in kept:
        kept = kept.replace("..", "").replace("--", "-")
    return kept.strip(". ")[:100] or "model"


def create(runs: Path, name: str) -> RunFolder:
    """Make the next free `runs/<name>/<n>/`; raises RunError where that is not possible."""
    parent = runs / folder_name(name)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(p.name) for p in parent.iterdir() if p.name.isdecimal()), default=0)
        while True:
            try:
                (parent / str(number)).mkdir()  # fails if somebody was faster: this is what makes it free of races
                return RunFolder(parent / str(number))
            except FileExistsError:
                number += 1
    except OSError as error:
        raise RunError(explain(error, parent)) from error


def find(path: Path) -> RunFolder:
    """The run folder that a user means by a folder or by the `model.keras` in it; raises RunError if it is none."""
    folder = path.parent if path.name == MODEL else path
    if not folder.exists():
        raise RunError(f"{path}: there is no such run; `rnndsl train FILE` makes one under runs/", 2)
    if not (folder / MODEL).is_file():
        newest = latest(folder)
        hint = f"; did you mean {newest}?" if newest else ": a run folder is what `rnndsl train` made, runs/<name>/<n>"
        raise RunError(f"{path} holds no {MODEL}{hint}", 2)
    return RunFolder(folder)


def latest(folder: Path) -> Path | None:
    """The newest finished run below a folder such as runs/<name>, or None."""
    if not folder.is_dir():
        return None
    models = [*folder.glob(f"*/{MODEL}"), *folder.glob(f"*/*/{MODEL}")]
    return max(models, key=lambda p: p.stat().st_mtime).parent if models else None


def finite(data: Any) -> Any:
    """Plain data with None for every NaN and infinity."""
    if isinstance(data, dict):
        return {key: finite(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [finite(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def explain(error: OSError, path: Path) -> str:
    """Say in words of the user why a file could not be written."""
    reasons = {
        errno.ENOSPC: "the disk is full; free some space, or choose another place with --runs",
        errno.EDQUOT: "your disk quota is used up; free some space, or choose another place with --runs",
        errno.EACCES: "you may not write there; choose another place with --runs",
        errno.EPERM: "you may not write there; choose another place with --runs",
        errno.EROFS: "that disk is read-only; choose another place with --runs",
        errno.ENOTDIR: "a file stands where a folder is needed; choose another place with --runs",
        errno.EEXIST: "a file stands where a folder is needed; choose another place with --runs",
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return f"cannot write {path}: {reason}"
