"""Small files and data that train in seconds, and the command line as a user types it."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

FORECAST = """\
rnndsl: 1
name: waves
data:
  source: waves.csv
  time: day
  columns: {height: {transform: [{difference: 7}, standardize]}}
  window: {length: 14, horizon: 7}
  inputs: {history: [height]}
  targets: {forecast: [height]}
model:
  layers:
    - LSTM: {units: 8}
    - Dense: {units: 7}
train: {optimizer: adam, loss: mse, metrics: [mae], epochs: 2, batch_size: 16}
"""

CLASSIFY = """\
rnndsl: 1
name: sounds
data:
  source: {folder: sounds, label: filename}
  split: {validation: 20%, test: 20%, stratify: kind}
  inputs: {word: {text: line}}
  targets: {kind: {category: label}}
model:
  layers:
    - TextVectorization: {split: character, output_sequence_length: 6, name: letters}
    - Embedding: {input_dim: "${letters.vocabulary_size}", output_dim: 4, mask_zero: true}
    - GRU: {units: 8}
    - Dense: {units: "${data.kind.classes}", activation: softmax}
train: {optimizer: {Adam: {learning_rate: 0.03}}, loss: sparse_categorical_crossentropy, metrics: [accuracy], epochs: 3}
"""

TRANSLATE = """\
rnndsl: 1
name: numbers
data:
  source: {tsv: pairs.tsv, columns: [digits, words]}
  split: {validation: 10%, test: 10%}
  inputs:
    digits: {text: digits}
    previous: {text: words, shift: 1, start: "[start]"}
  targets:
    words: {text: words, end: "[end]", encode: out}
model:
  layers:
    - TextVectorization: {name: into, inputs: digits, output_sequence_length: 4}
    - Embedding: {input_dim: "${into.vocabulary_size}", output_dim: 8, mask_zero: true}
    - LSTM: {name: encoder, units: 16, return_state: true}
    - TextVectorization: {name: out, inputs: previous, output_sequence_length: 4, standardize: lower}
    - Embedding: {input_dim: "${out.vocabulary_size}", output_dim: 8, mask_zero: true}
    - LSTM: {name: decoder, units: 16, return_sequences: true, initial_state: [encoder.h, encoder.c]}
    - Dense: {name: words, units: "${out.vocabulary_size}", activation: softmax}
train: {optimizer: {Adam: {learning_rate: 0.02}}, loss: sparse_categorical_crossentropy, epochs: 2}
"""
WORDS = ("null", "eins", "zwei", "drei", "vier")


def forecast(folder: Path, days: int = 200) -> Path:
    """A daily wave with a weekly season."""
    rows = [f"2020-{1 + i // 28:02}-{1 + i % 28:02},{20 + math.sin(i / 1.11) * 5 + i / 40:.3f}" for i in range(days)]
    (folder / "waves.csv").write_text("day,height\n" + "\n".join(rows) + "\n")
    return _file(folder, "waves.yaml", FORECAST)


def classify(folder: Path) -> Path:
    """Two kinds of words that differ in their first letter."""
    (folder / "sounds").mkdir()
    for kind, letter in (("hard", "k"), ("soft", "m")):
        lines = [f"{letter}{a}{b}" for a in "aeiou" for b in "lnrst"]
        (folder / "sounds" / f"{kind}.txt").write_text("\n".join(lines) + "\n")
    return _file(folder, "sounds.yaml", CLASSIFY)


def translate(folder: Path) -> Path:
    """Two digits and their German names."""
    pairs = [f"{a} {b}\t{WORDS[a]} {WORDS[b]}" for a in range(5) for b in range(5)] * 4
    (folder / "pairs.tsv").write_text("\n".join(pairs) + "\n")
    return _file(folder, "numbers.yaml", TRANSLATE)


def _file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    return folder / name


def command(*words: str | Path) -> list[str]:
    """The command line of `rnndsl WORDS…` in a fresh process."""
    return [sys.executable, "-m", "rnndsl", *map(str, words)]


def rnndsl(*words: str | Path, stdin: str | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; standard output and error as text."""
    root = str(Path(__file__).resolve().parents[2])
    env = {**os.environ, "PYTHONPATH": root}
    return subprocess.run(command(*words), input=stdin, capture_output=True, text=True, timeout=300, cwd=cwd, env=env)
