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
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import Any

ROW = 1000  # graphs in one process: TensorFlow gives little of its memory back
PATIENCE = 180.0  # seconds for one graph, its shrinking included
ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-m", "tests.differential.workers")

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


def records(graphs: int, seed: int, jobs: int, command: tuple[str, ...] = COMMAND) -> Iterator[Record]:
    """The records of all graphs, in the order in which they come; `outcome` is "crashed" for those that were lost.

    `command` is the process that works through a row; it gets the first seed and the one behind the last.
    """
    rows: SimpleQueue[range] = SimpleQueue()
    size = min(ROW, -(-graphs // jobs))
    for start in range(seed, seed + graphs, size):
        rows.put(range(start, min(start + size, seed + graphs)))
    found: SimpleQueue[Record | None] = SimpleQueue()
    for _ in range(jobs):
        Thread(target=_serve, args=(rows, found, command), daemon=True).start()
    running = jobs
    while running:
        record = found.get()
        if record is None:
            running -= 1
        else:
            yield record


def _serve(rows: SimpleQueue[range], found: SimpleQueue[Record | None], command: tuple[str, ...]) -> None:
    """Work through rows until none is left."""
    with suppress(Empty):
        while True:
            row = rows.get_nowait()
            while row:
                row = _row(row, found, command)
    found.put(None)


def _row(row: range, found: SimpleQueue[Record | None], command: tuple[str, ...]) -> range:
    """One process over a row; what is left of it where the process is lost, nothing where it does not even begin."""
    process = subprocess.Popen(
        (*command, str(row.start), str(row.stop)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    done, began = row.start, False
    watch = _watch(process)
    for line in process.stdout:
        watch.cancel()
        watch = _watch(process)
        record = json.loads(line) if line.startswith("{") else {}
        began = began or "begun" in record
        if "outcome" in record:
            found.put(record)
            done = record["seed"] + 1
    process.wait()
    watch.cancel()
    if done >= row.stop:
        return range(0)
    detail = f"exit {process.returncode}" if began else "no process begins"
    found.put({"seed": done, "outcome": "crashed", "detail": detail, "told": "", "calls": 0, "kinds": {}})
    return range(done + 1, row.stop) if began else range(0)


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
