"""`rnndsl build`: what it writes, what stops it, and that the second opinion has its say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rnndsl.cli.main import run

FILE = """\
rnndsl: 1
name: forecaster
model:
  inputs: {history: [6, 2]}
  targets: {forecast: [1]}
  layers:
    - LSTM: {units: 4, return_sequences: true}
    - LSTM: {units: 3}
    - Dense: {units: 1}
train: {loss: mse, optimizer: adam}
"""
TEXTS = """\
rnndsl: 1
name: texts
data:
  source: {tsv: pairs.tsv, columns: [english, french]}
  inputs: {english: {text: english}}
  targets: {french: {category: french}}
model:
  layers:
    - TextVectorization: {name: words, output_sequence_length: 3}
    - Embedding: {input_dim: "${words.vocabulary_size}", output_dim: 2}
    - GRU: {units: 2}
    - Dense: {units: "${data.french.classes}", activation: softmax}
train: {loss: sparse_categorical_crossentropy}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, text, name="model.yaml"):
    (folder / name).write_text(text)
    return name


@pytest.mark.slow
def test_everything_lies_under_the_models_name(here, capsys):
    """Script, model, table and both pictures are there, nothing half written; the table is printed too."""
    assert run(["build", write(here, FILE)]) == 0
    found = sorted(path.name for path in (here / "build" / "forecaster").iterdir())
    assert found == ["layers.txt", "model.keras", "model.png", "model.py", "model.svg"]
    out = capsys.readouterr().out
    assert "lstm_1" in out
    assert "build/forecaster/model.keras" in out


@pytest.mark.slow
def test_the_script_runs_alone_and_equals_the_model(here):
    """The script in a fresh process, elsewhere, has the weights of `model.keras`."""
    assert run(["build", write(here, FILE)]) == 0
    check = (
        "import runpy, keras\n"
        "made = runpy.run_path('build/forecaster/model.py')['model']\n"
        "saved = keras.saving.load_model('build/forecaster/model.keras')\n"
        "assert all((a == b).all() for a, b in zip(made.get_weights(), saved.get_weights(), strict=True))\n"
        "assert 'rnndsl' not in __import__('sys').modules\n"
    )
    result = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.slow
def test_vocabularies_are_fitted_on_the_data(here):
    """Sizes that only the data know are numbers in what is written; an empty `data` folder is one clear line."""
    (here / "pairs.tsv").write_text("".join(f"word{k} again\tclass{k % 2}\n" for k in range(40)))
    assert run(["build", write(here, TEXTS)]) == 0
    script = (here / "build" / "texts" / "model.py").read_text()
    assert "words_vocabulary = [" in script
    assert "units=2, activation=" in script


def test_only_the_formats_asked_for(here):
    """`export.formats: script` writes the script alone, and needs no TensorFlow."""
    write(here, FILE + "export: {formats: script}\n")
    code = (
        "import sys\nfrom rnndsl.cli.main import run\n"
        "assert run(['build', 'model.yaml']) == 0\nassert 'tensorflow' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert [path.name for path in (here / "build" / "forecaster").iterdir()] == ["model.py"]


def test_errors_stop_it(here, capsys):
    """A file with an error is drawn and nothing is written; exit 1."""
    assert run(["build", write(here, FILE.replace(", return_sequences: true", ""))]) == 1
    assert "error[RNN201]" in capsys.readouterr().err
    assert not (here / "build").exists()


def test_a_file_that_is_not_there_is_wrong_usage(here, capsys):
    """No such file: one line, exit 2."""
    assert run(["build", "nothing.yaml"]) == 2
    assert "nothing.yaml" in capsys.readouterr().err


def test_a_layer_that_learns_needs_data(here, capsys):
    """A vectorizer without vocabulary in a file without data is explained, with what to do."""
    text = """\
rnndsl: 1
model:
  inputs: {line: {shape: [], dtype: string}}
  layers:
    - TextVectorization: {output_sequence_length: 3, name: words}
    - Embedding: {input_dim: 5, output_dim: 2}
    - GRU: {units: 2}
"""
    assert run(["build", write(here, text)]) == 1
    assert "TextVectorization `words` learns from training data" in capsys.readouterr().err


def test_settings_reach_the_model(here):
    """`--set` changes what is built, `--out` where it lies."""
    write(here, FILE + "export: {formats: script}\n")
    assert run(["build", "model.yaml", "--set", "train.optimizer=sgd", "--out", "there"]) == 0
    assert 'optimizer="sgd"' in (here / "there" / "forecaster" / "model.py").read_text()


def test_a_place_that_cannot_be_written_is_one_line(here, capsys):
    """A file where the folder should be is explained."""
    (here / "build").write_text("")
    write(here, FILE + "export: {formats: script}\n")
    assert run(["build", "model.yaml"]) == 1
    assert "cannot write" in capsys.readouterr().err


def test_a_name_never_leads_out_of_the_folder(here):
    """A model called `../../x` is written under `--out` like any other."""
    write(here, FILE.replace("name: forecaster", "name: ../../x") + "export: {formats: script}\n")
    assert run(["build", "model.yaml"]) == 0
    assert [path.parent.parent for path in here.rglob("model.py")] == [here / "build"]
