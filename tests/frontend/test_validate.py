"""The closed language: every mistake is found, once, at its place, with what is meant."""

from __future__ import annotations

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
    "Bidirectional: {layer: {Dense: {units: 8}}}": ("RNN505", "Dense"),
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
