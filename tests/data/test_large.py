"""Series far larger than their windows: what is held is the series, never all windows of it."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from rnndsl.data import load
from rnndsl.ir.graph import Graph
from tests.probe.sections import section

pytestmark = pytest.mark.slow
ROWS, LENGTH = 50_000, 2_000
TEXT = f"source: t.csv\nwindow: {{length: {LENGTH}}}\ninputs: {{x: [a]}}\ntargets: {{y: [a]}}\n"


def test_windows_are_never_all_materialised(tmp_path: Path) -> None:
    """All windows together would take 260 MB; loading and reading batches takes a small part of that, and what a part keeps
    for them is the series."""
    (tmp_path / "t.csv").write_text("a\n" + "\n".join(map(str, range(ROWS))) + "\n")
    import tensorflow  # noqa: F401  (before memory is counted: importing it takes more than the data)

    tracemalloc.start()
    part = load(section(TEXT, tmp_path), Graph("model", (), (), ())).training
    for inputs, targets in part.batches(64, shuffle=True).take(20):
        np.testing.assert_array_equal(inputs["x"][:, -1, 0] + 1, targets[:, 0])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert part.samples * LENGTH * 4 > 250e6
    assert peak < 50e6
    assert part.inputs["x"].values.nbytes == ROWS * 4
