"""`rnndsl explain FILE --layer NAME`: everything about one layer, without TensorFlow; and what is said where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rnndsl.cli.main import run

MODEL = """\
rnndsl: 1
model:
  inputs: {history: [24, 32]}
  targets: {y: [1]}
  blocks:
    tower:
      inputs: sequence
      layers:
        - GRU: {name: top, units: 8, reset_after: false}
  layers:
    - LSTM: {name: encoder, units: 64, return_sequences: true, return_state: true}
    - Bidirectional: {name: both, inputs: encoder, layer: {LSTM: {units: 4, return_sequences: true}}}
    - Attention: {name: looks, inputs: [both, both]}
    - {block: tower, name: a, inputs: looks}
    - Dense: {name: y, units: 1}
train: {loss: mse}
"""


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A file with a layer of every sort that matters here."""
    file = tmp_path / "model.yaml"
    file.write_text(MODEL, encoding="utf-8")
    return str(file)


def explained(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What the command prints when all is well."""
    assert run(["explain", *args]) == 0
    return capsys.readouterr().out


def test_an_lstm_with_its_own_numbers(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Four gates with their slices, the count as a formula, every choice of what it returns, PyTorch's weights."""
    page = explained(capsys, model, "--layer", "encoder")
    assert "4·(f·u + u² + u) = 4·(32·64 + 64² + 64) = 24,832 parameters" in page
    assert "i 0:64 · f 64:128 · g 128:192 · o 192:256" in page
    assert "c[t] = f[t] * c[t-1] + i[t] * g[t]" in page
    assert "▸ LSTM: {units: 64, return_sequences: true, return_state: true}" in page
    assert "LSTM: {units: 64, return_state: true}" in page
    assert "initial_state: [encoder.h, encoder.c]" in page
    assert "lstm.weight_ih_l0 = kernel.T" in page
    assert "(256, 32)" in page


def test_other_layers(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Both halves of a Bidirectional, attention, a layer inside a block, one line of a Dense."""
    assert "output = concat(a, b)" in explained(capsys, model, "--layer", "both")
    assert "weights = softmax(scores)" in explained(capsys, model, "--layer", "looks")
    inside = explained(capsys, model, "--layer", "a.top")
    assert "(r[t] * h[t-1]) @ U[:, 16:24]" in inside
    assert "no equal: nn.GRU applies the reset gate after the product" in inside
    assert "output = input @ W + b" in explained(capsys, model, "--layer", "y")


def test_without_a_name_the_layers_are_listed(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One row per layer, with its kind and what it returns."""
    listing = explained(capsys, model)
    assert [line.split()[0] for line in listing.splitlines()[:5]] == ["encoder", "both", "looks", "a_top", "y"]
    assert "Bidirectional(LSTM)" in listing


@pytest.mark.parametrize(("name", "words"), [("encodr", "did you mean `encoder`?"), ("lstm", "did you mean `encoder`?")])
def test_a_name_that_is_not_there(model: str, capsys: pytest.CaptureFixture[str], name: str, words: str) -> None:
    """A near name, or the only layer of that kind; exit code 2."""
    assert run(["explain", model, "--layer", name]) == 2
    assert words in capsys.readouterr().err


def test_an_input_is_no_layer(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named as what it is."""
    assert run(["explain", model, "--layer", "history"]) == 2
    assert "it is an input of the model, (N, 24, 32)" in capsys.readouterr().err


def test_a_file_with_a_mistake_explains_what_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A layer that Keras would refuse says so beside its finding; the others are explained as ever."""
    file = tmp_path / "model.yaml"
    file.write_text(
        MODEL.replace("Attention: {name: looks, inputs: [both, both]}", "LSTM: {name: looks, inputs: history, units: 3}")
    )
    assert run(["explain", str(file), "--layer", "a.top"]) in (0, 1)
    assert "Keras would refuse this call: expected a sequence (N, T, F)" in capsys.readouterr().out
    assert run(["explain", str(file), "--layer", "encoder"]) == 0
    assert "24,832" in capsys.readouterr().out


def test_a_missing_file_and_a_missing_subject(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and one line."""
    assert run(["explain", "nowhere.yaml", "--layer", "a"]) == 2
    assert run(["explain", "--layer", "a"]) == 2
    assert "rnndsl explain FILE --layer NAME" in capsys.readouterr().err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_width_is_kept(model: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Equations are no wider than the terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    page = explained(capsys, model, "--layer", "encoder")
    equations = page.partition("\nEquations")[2].partition("\nIn PyTorch")[0]
    assert all(len(line) <= width for line in equations.splitlines())


def test_nothing_heavy_is_loaded(model: str) -> None:
    """A layer is explained without TensorFlow, Keras, NumPy or rich."""
    script = (
        f"import sys; from rnndsl.cli.main import run; run(['explain', {model!r}, '--layer', 'encoder']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & {"tensorflow", "keras", "numpy", "rich", "jsonschema"}
