"""Linting a file of 5,000 lines against the C loader's own compose of the same text: the goal is under ten times.

Both run in this process, in turn; medians are compared. `--lines` takes other sizes.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time

import yaml

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

HEAD = """\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  targets: {forecast: [1]}
  layers:
"""
GROUP = """\
    - LSTM:
        name: layer_{i}
        units: {units}
        return_sequences: true
        dropout: 0.1
    - LayerNormalization: {{}}
    - Dropout: {{rate: 0.2}}
    - Dense:
        units: {units}
        activation: tanh
"""
TAIL = """\
    - LSTM: {units: 8}
    - Dense: {units: 1}
train: {loss: mse, optimizer: adam}
"""


def document(lines: int) -> str:
    """A right model of about that many lines."""
    groups = (lines - HEAD.count("\n") - TAIL.count("\n")) // GROUP.count("\n")
    return HEAD + "".join(GROUP.format(i=i, units=8 + i % 5) for i in range(groups)) + TAIL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    text = document(options.lines)
    times: dict[str, list[float]] = {"compose": [], "lint": []}
    for _ in range(options.rounds):
        gc.collect()
        start = time.perf_counter()
        yaml.compose(text, Loader=yaml.CLoader)
        times["compose"].append(time.perf_counter() - start)
        gc.collect()
        start = time.perf_counter()
        report = check(Source("large.yaml", text)).report
        times["lint"].append(time.perf_counter() - start)
        assert len(report) == 0, report.sorted()[0].message
    compose, lint = (statistics.median(times[name]) for name in ("compose", "lint"))
    print(f"{options.lines} lines: compose {compose * 1e3:.0f} ms, lint {lint * 1e3:.0f} ms, ratio {lint / compose:.2f}")


if __name__ == "__main__":
    main()
