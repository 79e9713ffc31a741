"""`rnndsl render` prints a model file that means the same, and says of each value where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.cli.main import run
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check
from rnndsl.rules import load, modules
from rnndsl.schema.second_opinion import second_opinion

BASE = """\
rnndsl: 1
vars: {units: 8, "odd key": "no: #1"}
model:
  inputs: {x: [null, 8], ids: {shape: [5], dtype: int32, vocabulary: 50}}
  layers:
    - LSTM: {units: "${vars.units}", inputs: x, name: encoder, return_state: true}
    - Embedding: {input_dim: "${ids.vocabulary_size}", output_dim: 1e1, inputs: ids}
    - Bidirectional: {layer: {LSTM: {units: 4, return_sequences: true}}}
    - repeat: 2
      layers: [LayerNormalization, {Dense: {units: 3, kernel_regularizer: {L2: {l2: 1e-7}}}}]
    - LSTM: {units: "${vars.units}", initial_state: [encoder.h, encoder.c]}
train: {epochs: 3, optimizer: {Adam: {learning_rate: 1e-2}}, loss: mse}
"""
CHILD = """\
extends: base.yaml
description: "it's 1:30, \\"no\\""   # a comment
train: {epochs: 5}
"""


@pytest.fixture
def child(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "child.yaml").write_text(CHILD)
    return tmp_path / "child.yaml"


def test_it_means_the_same(child: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The output, checked again, is the same spec with the same (lack of) findings, and pleases the schema."""
    assert run(["render", str(child), "--set", "vars.units=16"]) == 0
    printed = capsys.readouterr().out
    before = check(Source(str(child), CHILD, str(child.parent)), ("vars.units=16",))
    after = check(Source("rendered.yaml", printed))
    assert before.spec is not None
    assert after.spec is not None
    assert after.spec.plain() == before.spec.plain()
    assert [d.code for d in after.report.sorted()] == [d.code for d in before.report.sorted()]
    assert second_opinion(after.spec.plain()) == []


def test_origins(child: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file, an extended file, `vars`, a setting and the default are told apart."""
    assert run(["render", str(child), "--set", "train.loss=mae", "--set", "vars.units=16"]) == 0
    found = [line.split("#") for line in capsys.readouterr().out.splitlines() if line.count("#") == 1]
    origins = {text.strip().split(":")[0]: origin.strip() for text, origin in found}
    folder = str(child.parent)
    assert origins["epochs"] == f"{child}:3"
    assert origins["learning_rate"] == f"{folder}/base.yaml:12"
    assert origins["loss"] == "--set train.loss=mae"
    assert origins["batch_size"] == "default"
    assert "vars (--set vars.units=16)" in {origin.strip() for _, origin in found}


@pytest.mark.parametrize("module", modules())
def test_good_examples_survive(module: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule's good example is as clean after rendering as before."""
    rule = load(module)
    for name, text in rule.data.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    path = tmp_path / "model.yaml"
    path.write_text(rule.good)
    assert run(["render", str(path)]) == 0
    printed = capsys.readouterr().out
    (tmp_path / "again.yaml").write_text(printed)
    assert run(["render", str(tmp_path / "again.yaml")]) == 0
    again = capsys.readouterr().out
    strip = [[line.split("  #")[0].rstrip() for line in text.splitlines()] for text in (printed, again)]
    assert strip[0] == strip[1]


def test_errors_stop_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with errors is not rendered: exit 1, and the finding."""
    path = tmp_path / "model.yaml"
    path.write_text(BASE.replace("epochs", "epoch"))
    assert run(["render", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "RNN001" in printed.err
