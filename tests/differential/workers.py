"""Campaigns over several processes: a graph that crashes or hangs TensorFlow costs one graph, and is named.

Each process tries a row of seeds and writes a line before and after each graph; where it dies or falls silent, the graph that
it was at is lost and a new process goes on behind it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread, Timer
from typing import Any

ROW = 1000  # graphs in one process: TensorFlow gives little of its memory back
PATIENCE = 180.0  # seconds for one graph, its shrinking included
ROOT = Path(__file__).resolve().parent.parent.parent

Record = dict[str, Any]


def work(seeds: range) -> None:
    """The process itself: a line of JSON before and after each graph."""
    from tests.differential.campaign import attempt, describe

    for seed in seeds:
        print(json.dumps({"begun": seed}), flush=True)
        result = attempt(seed)
        told = describe(result) if result.verdict.outcome == "disagreed" else ""
        record = {"seed": seed, "outcome": result.verdict.outcome, "detail": result.verdict.detail, "told": told}
        print(json.dumps({**record, "calls": result.calls, "kinds": result.kinds}), flush=True)


def records(graphs: int, seed: int, jobs: int) -> Iterator[Record]:
    """The records of all graphs, in the order in which they come; `outcome` is "crashed" for those that were lost."""
    rows: Queue[range] = Queue()
    size = min(ROW, -(-graphs // jobs))
    for start in range(seed, seed + graphs, size):
        rows.put(range(start, min(start + size, seed + graphs)))
    found: Queue[Record | None] = Queue()
    for _ in range(jobs):
        Thread(target=_serve, args=(rows, found), daemon=True).start()
    running = jobs
    while running:
        record = found.get()
        if record is None:
            running -= 1
        else:
            yield record


def _serve(rows: Queue[range], found: Queue[Record | None]) -> None:
    """Work through rows until none is left."""
    while not rows.empty():
        row = rows.get()
        while row:
            row = _row(row, found)
    found.put(None)


def _row(row: range, found: Queue[Record | None]) -> range:
    """One process over a row; what is left of it where the process is lost."""
    command = [sys.executable, "-m", "tests.differential.workers", str(row.start), str(row.stop)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    at = row.start
    watch = _watch(process)
    for line in process.stdout:
        watch.cancel()
        watch = _watch(process)
        record = json.loads(line) if line.startswith("{") else {}
        if "begun" in record:
            at = record["begun"]
        elif record:
            found.put(record)
            at = record["seed"] + 1
    watch.cancel()
    process.wait()
    if at >= row.stop:
        return range(0)
    found.put({"seed": at, "outcome": "crashed", "detail": f"exit {process.returncode}", "told": "", "calls": 0, "kinds": {}})
    return range(at + 1, row.stop)


def _watch(process: subprocess.Popen[str]) -> Timer:
    """Ends a process that has been silent for too long."""
    watch = Timer(PATIENCE, process.kill)
    watch.daemon = True
    watch.start()
    return watch


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    work(range(int(sys.argv[1]), int(sys.argv[2])))
