"""RNN809, RNN805 and RNN803: each contradiction of a data section is found once, at the setting that would not be obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

SERIES = "model: {layers: [LSTM: {units: 4}, Dense: {units: 2}]}\ntrain: {loss: mse}\n"
ROWS = "model: {layers: [Dense: {units: 1}]}\ntrain: {loss: mse}\n"
CLASSES = """
model:
  layers:
    - TextVectorization: {output_sequence_length: 8, name: words}
    - Embedding: {input_dim: "${words.vocabulary_size}", output_dim: 4, mask_zero: true}
    - LSTM: {units: 4}
    - Dense: {units: "${data.kind.classes}", activation: softmax}
train: {loss: sparse_categorical_crossentropy}
"""
SEQUENCES = """
model:
  layers:
    - TextVectorization: {output_sequence_length: 8, name: words}
    - Embedding: {input_dim: "${words.vocabulary_size}", output_dim: 4, mask_zero: true}
    - LSTM: {units: 4, return_sequences: true}
    - Dense: {units: "${words.vocabulary_size}", activation: softmax}
train: {loss: sparse_categorical_crossentropy}
"""
WINDOW = "window: {length: 4, horizon: 2}, inputs: {x: [a]}, targets: {y: [a]}"
FOLDER = "source: {folder: texts, label: filename}"
TEXT = 'inputs: {x: {text: t, start: "[s]"}}'

MISTAKES = [
    (f"source: t.csv, {WINDOW}, split: {{shuffle: true}}", SERIES, "true", "never mixed: `shuffle`"),
    (f"source: t.csv, {WINDOW}, split: {{stratify: y}}", SERIES, "y", "never mixed: `stratify`"),
    (f"source: {{csv: t.csv, tsv: t.csv}}, {WINDOW}", SERIES, "{csv: t.csv, tsv: t.csv}", "names csv and tsv"),
    (f"source: {{csv: t.csv, label: filename}}, {WINDOW}", SERIES, "filename", "no meaning for a table"),
    (f"source: t.csv, {WINDOW}, columns: {{b: {{transform: log}}}}", SERIES, "b", "no input and no target reads it"),
    (f"source: t.csv, {WINDOW}, columns: {{a: {{transform: {{clip: [2, 1]}}}}}}", SERIES, "{clip: [2, 1]}", "lower bound"),
    (
        "source: t.csv, window: {length: 4, horizon: 2}, inputs: {x: [b]}, targets: {y: [b]}, columns: {b: {transform: log}}",
        SERIES,
        "log",
        "`log` needs positive values, but `b` goes down to 0",
    ),
    ("source: t.csv, inputs: {x: [a]}, targets: {y: [a]}, columns: {a: {transform: difference}}", ROWS, "difference", "order"),
    ("source: t.csv, inputs: {x: [a]}, targets: {y: [a]}, columns: {a: {missing: forward}}", ROWS, "forward", "order of time"),
    (f"source: t.csv, {TEXT}, targets: {{kind: {{category: k}}}}, split: {{stratify: kin}}", CLASSES, "kin", "no category"),
    (
        f"source: t.csv, {TEXT}, targets: {{kind: {{category: k}}}}, columns: {{k: {{transform: log}}}}",
        CLASSES,
        "log",
        "not read as numbers",
    ),
    (
        "source: t.csv, inputs: {x: [a]}, targets: {y: [a]}, split: {validation: 40, test: 20}",
        ROWS,
        "40",
        "take all 60 samples",
    ),
    ("source: t.csv, inputs: {x: {text: t, shift: 1}}, targets: {kind: {category: k}}", CLASSES, "1", "`x` is shifted"),
    (f"{FOLDER}, inputs: {{x: {{text: lines}}}}, targets: {{kind: {{category: label}}}}", CLASSES, "lines", "no text `lines`"),
    (f"source: t.csv, {TEXT}, targets: {{y: {{text: t, encode: word}}}}", SEQUENCES, "word", "`y` is encoded by `word`"),
    (f"source: t.csv, {TEXT}, targets: {{y: {{text: t}}}}", SEQUENCES, "{text: t}", "the loss needs ids"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table and a folder of text."""
    rows = "".join(f"{i + 1},{i},word {i},{'xy'[i % 2]},{'' if i == 7 else i}\n" for i in range(60))
    (tmp_path / "t.csv").write_text("a,b,t,k,gaps\n" + rows)
    (tmp_path / "texts").mkdir()
    for label in "xy":
        (tmp_path / "texts" / f"{label}.txt").write_text("one\ntwo\nthree\n" * 9)
    return tmp_path


@pytest.mark.parametrize(("data", "model", "place", "words"), MISTAKES, ids=[words for *_, words in MISTAKES])
def test_contradiction(data: str, model: str, place: str, words: str, folder: Path) -> None:
    """One finding, at the setting, that says what is wrong and what to do."""
    source = Source("model.yaml", f"rnndsl: 1\ndata: {{{data}}}\n{model}", str(folder))
    found = [d for d in check(source).report.sorted() if d.code != "RNN605"]  # the model is about something else
    code = "RNN805" if words.startswith("never mixed") else "RNN809"
    assert [d.code for d in found] == [code], [d.message for d in found]
    assert words in found[0].message
    assert found[0].span.text == place
    assert found[0].help or found[0].fix


def test_a_misspelt_column_is_one_mistake(folder: Path) -> None:
    """Where an input names a column that is not there, its settings are not reported as unread."""
    data = f"source: t.csv, {WINDOW.replace('[a]', '[aa]')}, columns: {{a: {{transform: log}}}}"
    source = Source("model.yaml", f"rnndsl: 1\ndata: {{{data}}}\n{SERIES}", str(folder))
    assert [d.code for d in check(source).report.sorted()] == ["RNN808"]


@pytest.mark.parametrize(("column", "policy", "codes"), [("gaps", "", ["RNN803"]), ("gaps", "forward", []), ("a", "", [])])
def test_missing_values(column: str, policy: str, codes: list[str], folder: Path) -> None:
    """A gap is an error until the file says what becomes of it."""
    window = WINDOW.replace("[a]", f"[{column}]")
    columns = f", columns: {{gaps: {{missing: {policy}}}}}" if policy else ""
    source = Source("model.yaml", f"rnndsl: 1\ndata: {{source: t.csv, {window}{columns}}}\n{SERIES}", str(folder))
    found = check(source).report.sorted()
    assert [d.code for d in found] == codes
    assert not codes or "lacks 1 of its 60 values, the first in row 8" in found[0].message
