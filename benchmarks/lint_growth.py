"""How lint grows: the exponent of a log-log fit of time and memory over the size of a model; 1 is linear.

Two ways to grow: lines (a chain of layers with all their arguments, up to 50,000 lines), and a graph (up to 5,000 layers, each
third one a merge that reads far back). Each size runs in a process of its own, rounds interleaved; time is the processor's,
memory the peak of what Python allocates, once the modules are loaded.
"""

from __future__ import annotations

import argparse
import gc
import math
import multiprocessing
import statistics
import time
import tracemalloc

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

LINES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
HEAD = """\
rnndsl: 1
model:
  inputs: {x: [24, 8]}
  layers:
"""
LAYER = """\
    - LSTM:
        name: layer_{i}
        units: {units}
        activation: tanh
        recurrent_activation: sigmoid
        use_bias: true
        kernel_initializer: glorot_uniform
        recurrent_initializer: orthogonal
        bias_initializer: zeros
        unit_forget_bias: true
        kernel_regularizer:
          L2:
            l2: 1e-4
        dropout: 0.1
        seed: {i}
        return_sequences: true
        return_state: false
        go_backwards: false
        stateful: false
        trainable: true
        dtype: float32
"""
LAYERS = (100, 200, 500, 1_000, 2_000, 5_000)


def document(lines: int) -> str:
    """A right model of about so many lines."""
    return HEAD + "".join(LAYER.format(i=i, units=8 + i % 5) for i in range(max(1, lines // LAYER.count("\n"))))


def graph(layers: int) -> str:
    """A right model of so many layers: dense ones, each third an Add of its neighbour and of a layer far above."""
    lines = ["rnndsl: 1", "name: wide", "model:", "  inputs: {x: [16]}", "  layers:", "    - Dense: {units: 16, name: n0}"]
    for i in range(1, layers):
        far = i // 2
        line = f"Add: {{inputs: [n{i - 1}, n{far}], name: n{i}}}" if i % 3 == 0 else f"Dense: {{units: 16, name: n{i}}}"
        lines.append(f"    - {line}")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for what, sizes, make in (("lines", LINES, document), ("layers", LAYERS, graph)):
        texts = {size: make(size) for size in sizes}
        found: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
        for _ in range(rounds):
            for size, text in texts.items():
                found[size].append(_alone(text))
        medians = {size: [statistics.median(values) for values in zip(*seen, strict=True)] for size, seen in found.items()}
        for size, (seconds, memory) in medians.items():
            print(f"{size:>7,} {what:<7} {seconds * 1e3:8.0f} ms  {memory / 2**20:7.1f} MiB")
        time_, memory_ = (_slope(sizes, [found[i] for found in medians.values()]) for i in (0, 1))
        print(f"exponent over {what}: time {time_:.2f}, memory {memory_:.2f}")


def _slope(sizes: tuple[int, ...], values: list[float]) -> float:
    """Slope of the least-squares line through (log size, log value)."""
    points = [(math.log(size), math.log(value)) for size, value in zip(sizes, values, strict=True)]
    x, y = (statistics.fmean(part) for part in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def _alone(text: str) -> tuple[float, float]:
    """Seconds of processor time of a lint, and bytes at its peak, each in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(1) as first, spawn.Pool(1) as second:
        return first.apply(_seconds, (text,)), second.apply(_bytes, (text,))


def _seconds(text: str) -> float:
    _lint(document(20))  # loads the modules
    start = time.process_time()
    _lint(text)
    return time.process_time() - start


def _bytes(text: str) -> float:
    _lint(document(20))
    tracemalloc.start()
    _lint(text)
    return float(tracemalloc.get_traced_memory()[1])


def _lint(text: str) -> None:
    gc.disable()  # as `rnndsl lint` does
    report = check(Source("model.yaml", text)).report
    assert len(report) == 0, report.sorted()[0].message


if __name__ == "__main__":
    main()
