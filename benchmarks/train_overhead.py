"""Training through rnndsl against the same model trained by hand-written Keras on ready-made NumPy windows.

Both sides run in this process, in turn, each with a fresh model of the same seed, and train the same number of steps; the
time of `fit` is compared, validation included. The goal: no more than Keras itself (a ratio of medians of about 1).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import math
import statistics
import tempfile
import time
from pathlib import Path

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import Checked, check
from rnndsl.runtime.quiet import load_tensorflow

FILE = """
rnndsl: 1
name: overhead
data:
  source: series.csv
  columns: {{value: {{transform: standardize}}}}
  window: {{length: 24, horizon: 12}}
  inputs: {{history: [value]}}
  targets: {{forecast: [value]}}
model:
  layers:
    - LSTM: {{units: {units}}}
    - Dense: {{units: 12}}
train: {{optimizer: adam, loss: mse, metrics: [mae], epochs: {epochs}, batch_size: 32}}
"""


def prepare(folder: Path, rows: int, units: int, epochs: int) -> Checked:
    """Write a series and check a file that forecasts it."""
    values = [math.sin(i / 7) + math.sin(i / 31) for i in range(rows)]
    (folder / "series.csv").write_text("value\n" + "\n".join(map(repr, values)) + "\n")
    checked = check(Source("overhead.yaml", FILE.format(units=units, epochs=epochs), str(folder)))
    assert not checked.report.has_errors, checked.report.sorted()
    return checked


def ours(checked: Checked, folder: Path) -> float:
    """Seconds of rnndsl's fit: tf.data, best weights on disk, one line per epoch."""
    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.cli.display import PlainDisplay
    from rnndsl.data import load
    from rnndsl.runtime.fit import Settings, fit
    from rnndsl.runtime.folder import create

    train = checked.spec.get("train").plain()
    dataset = load(checked.spec.get("data"), checked.typed.graph)
    model = build(emit(checked.typed.graph))
    settings = Settings(train["epochs"], train["batch_size"], True, 0)
    with contextlib.redirect_stdout(io.StringIO()):
        begin = time.perf_counter()
        fit(model, dataset.parts, settings, [], create(folder / "runs", "overhead"), PlainDisplay(), "cpu")
        return time.perf_counter() - begin


def keras_alone(checked: Checked) -> float:
    """Seconds of `model.fit` on NumPy arrays that are there already."""
    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.data import load

    train = checked.spec.get("train").plain()
    dataset = load(checked.spec.get("data"), checked.typed.graph)
    (x, y), (vx, vy) = (dataset.parts[name].arrays() for name in ("training", "validation"))
    model = build(emit(checked.typed.graph))
    begin = time.perf_counter()
    model.fit(
        x["history"], y["forecast"], batch_size=train["batch_size"], epochs=train["epochs"],
        validation_data=(vx["history"], vy["forecast"]), verbose=0,
    )  # fmt: skip
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--units", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=10)
    options = parser.parse_args()
    load_tensorflow()
    times: dict[str, list[float]] = {"keras": [], "rnndsl": []}
    with tempfile.TemporaryDirectory() as name:
        checked = prepare(Path(name), options.rows, options.units, options.epochs)
        for round_ in range(options.rounds + 1):
            pair = {"keras": keras_alone(checked), "rnndsl": ours(checked, Path(name))}
            for side, seconds in pair.items() if round_ else ():  # the first round warms both up
                times[side].append(seconds)
    medians = {side: statistics.median(values) for side, values in times.items()}
    for side, seconds in medians.items():
        print(f"{side:<8} {seconds:7.2f} s  ({options.epochs} epochs of {options.rows} rows, LSTM {options.units})")
    print(f"rnndsl / keras = {medians['rnndsl'] / medians['keras']:.3f}")


if __name__ == "__main__":
    main()
