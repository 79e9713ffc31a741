"""A campaign outlives its processes."""

from __future__ import annotations

import sys

WORKER = """
import json, os, sys
for seed in range(int(sys.argv[1]), int(sys.argv[2])):
    print(json.dumps({"begun": seed}), flush=True)
    if seed == 4:
        os.abort()
    print(json.dumps({"seed": seed, "outcome": "clean"}), flush=True)
"""


def test_a_crash_costs_one_graph():
    """The graph at which the process died is named, those behind it are tried by another process."""
    from tests.differential.workers import records

    found = sorted((record["seed"], record["outcome"]) for record in records(10, 0, 2, (sys.executable, "-c", WORKER)))
    assert found == [(seed, "crashed" if seed == 4 else "clean") for seed in range(10)]


def test_a_process_that_never_begins_ends_the_row():
    """Nothing is tried again and again that cannot begin."""
    from tests.differential.workers import records

    found = list(records(10, 0, 2, (sys.executable, "-c", "raise SystemExit(3)")))
    assert [record["detail"] for record in found] == ["no process begins"] * 2
