"""Measures a finished run again, in a fresh process: the same test part, the same figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rnndsl.data import load
from rnndsl.diagnostics.record import Record
from rnndsl.runtime import device
from rnndsl.runtime.failure import RunError
from rnndsl.runtime.folder import MANIFEST, METRICS, finite
from rnndsl.runtime.judge import Judged, judge
from rnndsl.runtime.manifest import fingerprints
from rnndsl.runtime.metrics import to_json
from rnndsl.runtime.reopen import reopen


class Again(Record):
    """The figures of today, `before` those of metrics.json (None without it), and whether the data are still the same."""

    judged: Judged
    before: dict[str, Any] | None
    same_data: bool

    @property
    def now(self) -> dict[str, Any]:
        """What metrics.json would hold today."""
        found: dict[str, Any] = finite(to_json(self.judged.contests, self.judged.keras))
        return found


def evaluate(run: Path, allowed: bool = False) -> Again:
    """Recompute the test figures of a run; raises RunError and data.DataError where run or data are not there."""
    opened = reopen(run, allowed=allowed)
    checked = opened.checked()
    spec, typed = checked.spec, checked.typed
    data = spec.get("data") if spec is not None else None
    if spec is None or typed is None or data is None:
        raise RunError(f"{opened.home} holds no file that can be evaluated: `rnndsl lint` on its resolved.yaml says why")
    wanted = spec.get("train", "device")
    device.choose("cpu" if wanted is not None and wanted.plain() == "cpu" else "auto")  # a GPU need not be here any more
    dataset = load(data, typed.graph).with_fitted(opened.fitted)
    batch = spec.get("train", "batch_size")
    size = typed.graph.batch_size or (int(batch.plain()) if batch is not None else 32)
    judged = judge(opened.model, dataset, typed, size, drop_remainder=typed.graph.batch_size is not None)
    known = _read(opened.home / MANIFEST)
    same = known is None or known.get("data") == fingerprints(Path(file) for file in dataset.files)
    return Again(judged, _read(opened.home / METRICS), same)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return None
