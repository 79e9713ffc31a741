"""The manifest of a run: with what, on what and from what it was made, so that it can be made again."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rnndsl import __version__
from rnndsl.runtime.device import Device

PACKAGES = ("tensorflow", "keras", "numpy", "polars")


def manifest(device: Device, seed: int, data: Iterable[Path], seconds: float, pace: float, **more: Any) -> dict[str, Any]:
    """All facts of a run: `seconds` of training, `pace` in samples per second, fingerprints of the `data` files."""
    return {
        "rnndsl": __version__,
        "finished": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "argv": sys.argv[1:],
        "versions": versions(),
        "seed": seed,
        "device": {"kind": device.kind, "name": device.name},
        "data": fingerprints(data),
        "seconds": round(seconds, 3),
        "samples_per_second": round(pace, 1),
        **more,
    }


def versions() -> dict[str, str]:
    """Python, the system and the installed packages that decide about results."""
    found = {"python": platform.python_version(), "system": platform.platform()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def fingerprints(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Name, size in bytes and SHA-256 of every file; a folder counts as the files in it, sorted by name."""
    found = []
    for path in files:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            with file.open("rb") as stream:
                digest = hashlib.sha256()
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
            found.append({"file": file.name, "bytes": file.stat().st_size, "sha256": digest.hexdigest()})
    return found
