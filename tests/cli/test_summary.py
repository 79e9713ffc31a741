"""`rnndsl summary` counts without TensorFlow, in three forms, and refuses what it cannot count."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rnndsl.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
MODEL = """\
rnndsl: 1
name: masked "ids" <b>
model:
  inputs: {ids: {shape: [null], dtype: int32, vocabulary: 500}}
  targets: {y: [1]}
  layers:
    - Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}
    - LSTM: {units: 32, return_sequences: true, return_state: true, name: encoder}
    - GRU: {units: 32, inputs: encoder, initial_state: encoder.h}
    - Dense: {units: 1}
train: {loss: mse, batch_size: 8, optimizer: adam}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL)
    return path


def summary(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert run(["summary", *map(str, args)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_table_fits(file: Path, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, and no figure is cut off."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = summary(capsys, file, "--size", "T=24")
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text.partition("MACs of")[0]
    for figure in ("8,000", "6,272", "147,456", "6,144"):
        assert figure in text


def test_json_holds_numbers(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts are numbers once every size is one, and the fields are those that docs/summary.md lists."""
    found = json.loads(summary(capsys, file, "--format", "json", "--size", "T=24", "--batch-size", "4"))
    assert (found["version"], found["batch_size"], found["open_sizes"]) == (1, 4, [])
    encoder = found["layers"][1]
    assert encoder["multiply_adds"]["per_step"] == 4 * 32 * (16 + 32)
    assert encoder["multiply_adds"]["per_sequence"] == 24 * 4 * 32 * (16 + 32)
    assert [port["port"] for port in encoder["outputs"]] == ["", "h", "c"]
    assert found["masks"] == [
        {"made_by": "embedding", "path": [{"at": "encoder", "fate": "read"}, {"at": "gru", "fate": "used"}]}
    ]
    assert found["totals"]["training"]["memory_bytes"] > found["totals"]["inference"]["memory_bytes"]
    listed = (ROOT / "docs" / "summary.md").read_text(encoding="utf-8")
    assert [key for key in sorted(_keys(found)) if not re.search(rf"[`.]{key}[`\[]", listed)] == []


def _keys(value: Any) -> set[str]:
    """All keys of a document, but for those of the formulas, which are words."""
    if isinstance(value, list):
        return {key for item in value for key in _keys(item)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {key for name, item in value.items() if name not in ("formulas", "tool") for key in _keys(item)}


def test_open_sizes_stay_in_formulas(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an answer, T is in the figures, and the table says how to answer it."""
    found = json.loads(summary(capsys, file, "--format", "json"))
    assert found["open_sizes"] == ["T"]
    assert found["layers"][1]["multiply_adds"] == {
        "per_sequence": "6144·T",
        "per_step": 6144,
        "steps": "T",
        "formula": found["layers"][1]["multiply_adds"]["formula"],
    }
    assert "--size T=N" in summary(capsys, file)


def test_long_names_are_letters_in_the_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary's size is V, and the table says which; JSON keeps the name, and both can be answered."""
    monkeypatch.setenv("COLUMNS", "80")
    path = ROOT / "examples" / "translation" / "translation.yaml"
    text = " ".join(summary(capsys, path).split())
    assert "128·V" in text
    assert "V is en.vocabulary_size. W is fr.vocabulary_size." in text
    found = json.loads(summary(capsys, path, "--format", "json"))
    assert found["open_sizes"] == ["en.vocabulary_size", "fr.vocabulary_size"]
    sizes = ("--size", "en.vocabulary_size=50", "--size", "fr.vocabulary_size=60")
    assert json.loads(summary(capsys, path, "--format", "json", *sizes))["open_sizes"] == []


NODE = re.compile(r'  n\d+(\["[^"`]*"\]|\(\["[^"`]*"\]\))')
EDGE = re.compile(r'  n\d+ (-->|-\.->|==>)\|"[^"|`]*"\| n\d+')
STYLE = re.compile(
    r"  classDef f\d+ fill:#[0-9A-Fa-f]{6,8},stroke:#[0-9A-Fa-f]{6},color:#[0-9A-Fa-f]{6}|  class n\d+(,n\d+)* f\d+"
)


def test_mermaid_is_a_flowchart(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line is a node, an edge with its shape, or a style; quotes and tags of names are entities; masks are dotted."""
    text = summary(capsys, file, "--format", "mermaid")
    head, body = text.splitlines()[:4], text.splitlines()[4:]
    assert head == ["---", 'title: "masked \\"ids\\" <b>"', "---", "flowchart TD"]
    strange = [line for line in body if not (NODE.fullmatch(line) or EDGE.fullmatch(line) or STYLE.fullmatch(line))]
    assert strange == []
    assert sum("-.->" in line for line in body) == 2
    assert sum("==>" in line for line in body) == 1
    assert "(N, T, 32)" in text
    assert "mask of embedding: used" in text


def test_a_file_with_errors_is_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its findings are shown instead."""
    path = tmp_path / "wrong.yaml"
    path.write_text(MODEL.replace("return_sequences: true, ", ""))
    assert run(["summary", str(path)]) == 1
    seen = capsys.readouterr()
    assert seen.out == ""
    assert "error[" in seen.err


@pytest.mark.parametrize(
    ("size", "says"), [("U=3", "there is no open size `U`; open are T"), ("T", "expected NAME=N"), ("T=0", "at least 1")]
)
def test_sizes_that_cannot_be(file: Path, size: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is not open, or no whole number, is a mistake of the command line."""
    assert run(["summary", str(file), "--size", size]) == 2
    assert says in capsys.readouterr().err


def test_a_size_that_a_layer_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A window that fits some lengths does not fit every one."""
    path = tmp_path / "window.yaml"
    path.write_text("rnndsl: 1\nmodel: {inputs: {x: [null, 2]}, layers: [Conv1D: {filters: 1, kernel_size: 5}]}\n")
    assert run(["summary", str(path), "--size", "T=3"]) == 1
    assert "expects at least 5 time steps" in capsys.readouterr().err


GUARD = """
import sys
{prelude}
from rnndsl.cli.main import run
codes = [run(["summary", {file!r}, "--format", form]) for form in ("table", "json", "mermaid")]
print("loaded:", *codes, *sys.modules)
"""


def _loaded(file: Path, prelude: str = "") -> list[str]:
    script = GUARD.format(prelude=prelude, file=str(file))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    words = done.stdout.splitlines()[-1].split()
    assert words[:4] == ["loaded:", "0", "0", "0"]
    return words[4:]


def test_it_needs_no_tensorflow(file: Path) -> None:
    """After all three forms, neither TensorFlow nor Keras nor NumPy is loaded; and the guard sees one that is."""
    forbidden = {"tensorflow", "keras", "numpy", "matplotlib"}
    assert not {name.partition(".")[0] for name in _loaded(file)} & forbidden
    assert "numpy" in _loaded(file, "import numpy")
