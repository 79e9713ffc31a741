"""The closed language: every mistake is found, once, at its place, with what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.ir.dims import UNKNOWN

from .language import checked, findings, fixed, model, only


def test_a_wrong_key_is_one_finding() -> None:
    """`untis: 64` counts as `units` afterwards, so nothing else is missing."""
    found = only(model("LSTM: {untis: 64}"))
    assert (found.code, found.span.text, found.span.line, found.span.column) == ("RNN001", "untis", 5, 14)
    assert "did you mean `units`?" in found.message
    assert fixed(model("LSTM: {untis: 64}")) == model("LSTM: {units: 64}")


def test_all_mistakes_in_one_run() -> None:
    """Mistakes in every section are reported together, in the order of the text."""
    text = (
        "rnndsl: 2\nnmae: x\nmodel:\n  inputs: {x: [24, 0]}\n  layers:\n"
        "    - lstm: {hidden_size: 4, retrun_sequences: yes}\n"
        "    - Dense: {units: '3', activation: rleu}\n    - Dropuot: {rate: 20}\n"
        "train:\n  epochs: 1.5\n  optimizer: {adam: {lr: 1}}\n"
    )
    assert findings(text) == [
        ("RNN008", "2"),
        ("RNN001", "nmae"),
        ("RNN008", "0"),
        ("RNN001", "lstm"),
        ("RNN001", "hidden_size"),
        ("RNN001", "retrun_sequences"),
        ("RNN003", "yes"),
        ("RNN003", "'3'"),
        ("RNN001", "rleu"),
        ("RNN001", "Dropuot"),
        ("RNN008", "20"),
        ("RNN008", "1.5"),
        ("RNN001", "lr"),
    ]


TRANSLATED = {
    "lstm: {units: 8}": "LSTM: {units: 8}",
    "Linear: {out_features: 8}": "Dense: {units: 8}",
    "LSTM: {hidden_size: 8}": "LSTM: {units: 8}",
    "LSTM: {units: 8, batch_first: true}": "LSTM: {units: 8}",
    "LSTM: {time_major: false, units: 8}": "LSTM: {units: 8}",
    "max_pooling1d": "MaxPooling1D",
    "LSTM: {units: '8'}": "LSTM: {units: 8}",
    "LSTM: {units: 1_000}": "LSTM: {units: 1000}",
    "LSTM: {units: 8, use_bias: off}": "LSTM: {units: 8, use_bias: false}",
    "LSTM: 8": "LSTM: {units: 8}",
    "Dense: {units: 8, activation: Tanh}": "Dense: {units: 8, activation: tanh}",
}


@pytest.mark.parametrize("line", TRANSLATED)
def test_foreign_words_are_translated(line: str) -> None:
    """A word of another library has a fix that leaves a clean file."""
    assert fixed(model(line)) == model(TRANSLATED[line])
    assert findings(model(TRANSLATED[line])) == []


ADVISED = {
    "LSTM: {units: 8, num_layers: 2}": ("num_layers", "repeat"),
    "LSTM: {units: 8, input_shape: [24, 8]}": ("input_shape", "model.inputs"),
    "LSTM: {units: 8, batch_input_shape: [1, 24, 8]}": ("batch_input_shape", "batch_size"),
    "LSTM: {units: 8, bidirectional: true}": ("bidirectional", "Bidirectional"),
}


@pytest.mark.parametrize("line", ADVISED)
def test_foreign_words_without_translation_say_what_to_do(line: str) -> None:
    """Where no key means the same, the help says what Keras has instead."""
    word, advice = ADVISED[line]
    found = only(model(line))
    assert (found.code, found.span.text) == ("RNN001", word)
    assert advice in found.help
    assert found.fix is None


WRONG = {
    "LSTM: {units: 0}": ("RNN008", "0"),
    "LSTM: {units: -1}": ("RNN008", "-1"),
    "LSTM: {units: 2.5}": ("RNN008", "2.5"),
    "LSTM: {units: true}": ("RNN008", "true"),
    "LSTM: {units: [8]}": ("RNN008", "[8]"),
    "LSTM: {units: }": ("RNN008", ""),
    "LSTM: {units: 1:30}": ("RNN003", "1:30"),
    "LSTM: {}": ("RNN008", "LSTM"),
    "LSTM": ("RNN008", "LSTM"),
    "LSTM: [8]": ("RNN008", "[8]"),
    "LSTM: {units: 8, units: 9}": ("RNN002", "units"),
    "LSTM: {units: 8, name: a b}": ("RNN008", "a b"),
    "LSTM: {units: 8, initial_state: []}": ("RNN008", "[]"),
    "Dense: {units: 8, initial_state: x}": ("RNN001", "initial_state"),
    "Conv1D: {filters: 2, kernel_size: 3, padding: smae}": ("RNN008", "smae"),
    "Dropout: {rate: 20}": ("RNN008", "20"),
    "Bidirectional: {layer: {Dense: {units: 8}}}": ("RNN008", "Dense"),
    "TimeDistributed: {layer: {Dense: {units: 8, inputs: x}}}": ("RNN001", "inputs"),
    "Dense: {units: 8, kernel_regularizer: {L2: {l3: 1}}}": ("RNN001", "l3"),
    "Embedding: {input_dim: 10, output_dim: 8, input_length: 24}": ("RNN004", "input_length"),
    "{}": ("RNN008", "{}"),
    "[LSTM]": ("RNN008", "[LSTM]"),
    "5": ("RNN001", "5"),
}


@pytest.mark.parametrize("line", WRONG)
def test_wrong_values(line: str) -> None:
    """Each gives one finding at the wrong value and none that follows from it."""
    spec, report = checked(model(line))
    assert [(d.code, d.span.text) for d in report.sorted()] == [WRONG[line]]
    assert spec is not None


REPAIRED = {
    "data: {source: a.csv, split: {test: 0.2}, inputs: {h: [a]}, targets: {y: [b]}}\n": "test: 20%",
    "data: {source: a.csv, inputs: {h: a}, targets: {y: [b]}}\n": "h: [a]",
    "train: {device: GPU}\n": "device: gpu",
    "train: {epoch: 3}\n": "epochs: 3",
}


@pytest.mark.parametrize("section", REPAIRED)
def test_what_can_only_mean_one_thing_is_repaired(section: str) -> None:
    """A share as a fraction, one value for a list, a word in other letters: the safe fix writes what is meant."""
    text = model("LSTM: {units: 8}", tail=section)
    assert REPAIRED[section] in fixed(text)


def test_a_word_that_may_mean_several_things_is_left_alone() -> None:
    """`tpu` is like `gpu`, and yet something else."""
    assert only(model("LSTM: {units: 8}", tail="train: {device: tpu}\n")).fix is None


def test_an_invalid_value_is_unknown_afterwards() -> None:
    """What is wrong stays in the spec as UNKNOWN, so that later stages keep silent about it."""
    spec, _ = checked(model("LSTM: {units: 0, use_bias: false}", tail="train: {epochs: many}\n"))
    assert spec is not None
    line = spec.get("model", "layers").list[0].data
    assert line.args["units"].data is UNKNOWN
    assert line.args["use_bias"].data is False
    assert spec.get("train", "epochs").data is UNKNOWN


def test_arguments_beside_a_layer() -> None:
    """An argument that is not indented far enough is found there, and counts as the layer's."""
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM:\n      units: 8\n"
    found = only(text)
    assert (found.code, found.span.text, found.span.line) == ("RNN008", "units", 6)


def test_defaults_of_sections_are_filled_in_and_marked() -> None:
    """`train.batch_size` is 32 where nobody says otherwise; a section that is absent stays absent."""
    spec, report = checked(model("LSTM: {units: 8}", tail="train: {}\n"))
    assert spec is not None
    assert len(report) == 0
    assert spec.get("train", "batch_size").data == 32
    assert spec.get("train", "batch_size").default
    assert spec.get("train", "loss") is None
    assert spec.get("data") is None


def test_whole_floats_are_whole_numbers() -> None:
    """`1e3` is a whole number where one is expected."""
    spec, report = checked(model("LSTM: {units: 1e3}"))
    assert len(report) == 0
    assert spec is not None
    assert spec.get("model", "layers").list[0].data.args["units"].data == 1000


@pytest.mark.parametrize(
    ("head", "code"),
    [("", "RNN008"), ("rnndsl: '1'\n", "RNN008"), ("rnndsl: 1.1\n", "RNN008"), ("rnndsl: 1\nrnndsl: 1\n", "RNN002")],
)
def test_version(head: str, code: str) -> None:
    """The file says which version of the language it is written in, once."""
    text = model("LSTM: {units: 8}").replace("rnndsl: 1\n", head)
    assert only(text).code == code


def test_a_missing_version_is_added() -> None:
    """The fix writes it in the first line, comments stay."""
    text = "# mine\n" + model("LSTM: {units: 8}").replace("rnndsl: 1\n", "")
    assert fixed(text) == "rnndsl: 1\n" + text


# Variables


def test_variables_stand_for_values_of_any_form() -> None:
    """A number, a part of a text, a list, a mapping, and variables of variables."""
    variables = (
        "vars: {u: 8, name: enc, full: 'my_${vars.name}', l2: {L2: {l2: 1e-3}}, shape: [24, 8],\n"
        "       deep: {a: {b: 3}}, v: '${vars.u}'}\n"
    )
    lines = (
        "LSTM: {units: '${vars.v}', name: '${vars.full}', kernel_regularizer: '${vars.l2}'}",
        "Dense: {units: '${vars.deep.a.b}'}",
    )
    spec, report = checked(model(*lines, inputs="{x: '${vars.shape}'}", tail=variables))
    assert [d.message for d in report.sorted()] == []
    assert spec is not None
    plain = spec.plain()["model"]
    assert plain["inputs"] == {"x": [24, 8]}
    assert plain["layers"][0] == {"LSTM": {"units": 8, "kernel_regularizer": {"L2": {"l2": 1e-3}}, "name": "my_enc"}}
    assert plain["layers"][1] == {"Dense": {"units": 3}}
    units = spec.get("model", "layers").list[0].data.args["units"]
    assert units.span.text == "'${vars.v}'"
    assert [span.text for span in units.via] == ["'${vars.u}'", "8"]


def test_a_mistake_in_a_variable_is_one_finding_at_the_variable() -> None:
    """However often it is used; the finding shows where."""
    text = model("LSTM: {units: '${vars.u}'}", "Dense: {units: '${vars.u}'}", tail="vars: {u: many}\n")
    found = only(text)
    assert (found.code, found.span.text) == ("RNN008", "many")
    assert [label.text for label in found.related] == ["used here"]


UNDEFINED = {
    "Dense: {units: '${vars.unist}'}": "did you mean `units`?",
    "Dense: {units: '${vars.x.y}'}": "x.y",
    "Dense: {units: '${units}'}": "refers to nothing",
    "Dense: {units: '${env.HOME}'}": "only in a path",
    "Dense: {units: '${data.y.classes}'}": "data.y.classes",
    "Dense: {units: '${letters.vocabulary_size}'}": "letters.vocabulary_size",
    "Dense: {units: 8, activation: '${data.y.classes}'}": "is a number",
    "Dense: {units: 8, name: 'a${'}": "not closed",
}


@pytest.mark.parametrize("line", UNDEFINED)
def test_undefined_variables(line: str) -> None:
    """A variable that means nothing where it stands is reported there."""
    found = only(model(line, tail="vars: {units: 8}\n"))
    assert found.code == "RNN007"
    assert UNDEFINED[line] in found.message


def test_cyclic_variables() -> None:
    """A circle is reported as one, with its way."""
    text = model("LSTM: {units: '${vars.a}'}", tail="vars: {a: '${vars.b}', b: '${vars.a}'}\n")
    assert {code for code, _ in findings(text)} == {"RNN007"}


def test_environment_in_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """`${env.NAME}` is filled in where a path is expected."""
    monkeypatch.setenv("RNNDSL_TEST", "/some/where")
    data = "data:\n  source: '${env.RNNDSL_TEST}/a.csv'\n  inputs: {x: [a]}\n  targets: {y: [b]}\n"
    spec, report = checked(model("LSTM: {units: 8}", tail=data))
    assert len(report) == 0
    assert spec is not None
    assert spec.get("data", "source").data == "/some/where/a.csv"


# --set and extends


def test_settings_are_checked_like_the_file() -> None:
    """A wrong setting is shown in its own text; the value in the file is not looked at."""
    text = model("LSTM: {units: 8}", tail="train: {epochs: x}\n")
    found = only(text, "train.epochs=three")
    assert (found.span.source.name, found.span.source.text, found.span.text) == ("--set", "train.epochs=three", "three")
    spec, report = checked(
        text, "train.epochs=3", "train.optimizer={Adam: {learning_rate: 1e-2}}", "model.layers.0.LSTM.units=4"
    )
    assert len(report) == 0
    assert spec is not None
    assert spec.get("train", "epochs").data == 3
    assert spec.get("train", "optimizer").plain() == {"Adam": {"learning_rate": 0.01}}
    assert spec.get("model", "layers").list[0].data.args["units"].data == 4


@pytest.mark.parametrize(
    "setting", ["epochs", "=3", "train..x=3", "model.layers.9=1", "model.layers.x=1", "rnndsl.x=1", "train.x=3"]
)
def test_settings_that_lead_nowhere(setting: str) -> None:
    """Each is reported at the part that is wrong."""
    found = only(model("LSTM: {units: 8}"), setting)
    assert found.span.source.text == setting


def test_settings_do_not_change_shared_nodes() -> None:
    """Where an alias shares a mapping, a setting changes one place only."""
    text = model("LSTM: &a {units: 8, return_sequences: true}", "LSTM: *a")
    spec, report = checked(text, "model.layers.1.LSTM.units=4")
    assert len(report) == 0
    assert spec is not None
    assert [line.data.args["units"].data for line in spec.get("model", "layers").list] == [8, 4]


def write(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return str(folder)


def test_extended_files(tmp_path: Path) -> None:
    """Sections are completed key by key; lists and objects are taken whole; nearer files win; mistakes show where they are."""
    write(
        tmp_path,
        far="train: {epochs: 1, batch_size: 7, optimizer: {Adam: {learning_rate: 1}}}\nmodel: {inputs: {x: [5, 2], z: [3]}}\n",
        base="extends: far.yaml\ntrain: {epochs: 2, metrics: [mae]}\nmodel: {layers: [Flatten]}\n",
    )
    text = "rnndsl: 1\nextends: base.yaml\ntrain: {optimizer: {SGD: {}}}\nmodel: {inputs: {x: [9, 9]}}\n"
    spec, report = checked(text, "train.batch_size=9", folder=str(tmp_path))
    assert len(report) == 0
    assert spec is not None
    plain = spec.plain()
    assert plain["train"]["epochs"] == 2
    assert plain["train"]["batch_size"] == 9
    assert plain["train"]["optimizer"] == {"SGD": {}}
    assert plain["model"]["inputs"] == {"x": [9, 9], "z": [3]}
    assert plain["model"]["layers"] == ["Flatten"]
    assert "extends" not in plain
    assert spec.get("train", "epochs").span.source.name.endswith("base.yaml")


EXTENDS = {
    "itself": ({"a": "extends: a.yaml\n"}, "RNN007"),
    "a circle": ({"a": "extends: b.yaml\n", "b": "extends: a.yaml\n"}, "RNN007"),
    "no file": ({"a": "extends: nowhere.yaml\n"}, "RNN007"),
    "no yaml": ({"a": "{"}, "RNN000"),
}


@pytest.mark.parametrize("name", EXTENDS)
def test_extends_that_leads_nowhere(name: str, tmp_path: Path) -> None:
    """A circle, a missing file and a file that is no YAML are reported once."""
    files, code = EXTENDS[name]
    folder = write(tmp_path, **files)
    spec, report = checked("rnndsl: 1\nextends: a.yaml\n", folder=folder)
    assert spec is None
    assert [d.code for d in report.sorted()] == [code]
