"""Layers that a file declares: linted like Keras' own, known to their document alone, and never imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import Checked, check

DECLARED = """\
rnndsl: 1
extensions:
  Mix:
    class: mixing:Mix
    parameters:
      units: {type: int, low: 1}
      rate: {type: float, low: 0, high: 1, default: 0.5}
      mode: {type: str, choices: [sum, mean], default: sum}
      use_bias: {type: bool, default: true}
      kernel_initializer: {type: initializer, default: glorot_uniform}
    inputs: [..., F]
    outputs: [..., 2*units]
    weights:
      kernel: [F, 2*units]
      bias: {shape: [2*units], when: use_bias}
  Beat:
    class: mixing:Beat
    parameters: {units: int}
    inputs: [F]
    outputs: [units]
    states: {level: [units], phase: [2]}
model:
  inputs: {x: [24, 8]}
  targets: {y: [3]}
  layers:
    - Mix: {name: mix, units: 4}
    - RNN: {name: beat, cell: {Beat: {units: 3}}, return_state: true}
    - Concatenate: {inputs: [beat, beat.level, beat.phase]}
    - Dense: {units: 3}
train: {loss: mse}
"""


def checked(text: str, folder: str = ".") -> Checked:
    return check(Source("model.yaml", text, folder))


def test_a_declared_layer_has_shapes_weights_and_states() -> None:
    """The rule gives every tensor and every weight, through wrappers and by named states."""
    found = checked(DECLARED)
    assert [str(d.message) for d in found.report.sorted()] == []
    assert found.typed is not None
    nodes = found.typed.nodes
    assert str(nodes["mix"].outputs[0]) == "(N, 24, 8)"
    assert [(w.name, w.shape) for w in nodes["mix"].weights] == [("kernel", (8, 8)), ("bias", (8,))]
    assert [str(t) for t in nodes["beat"].outputs] == ["(N, 3)", "(N, 3)", "(N, 2)"]
    assert nodes["beat"].ports == ("", "level", "phase")
    assert found.typed.parameters() == 8 * 8 + 8 + (8 * 3 + 3)


MISTAKES = [
    # declaration
    ("class: mixing:Mix", "class: «mixing.Mix»", "RNN008", "`module:Class`"),
    ("class: mixing:Mix", "class: «../mixing:Mix»", "RNN008", "`module:Class`"),
    ("class: mixing:Mix", "«clas»: mixing:Mix", "RNN001", "did you mean `class`"),
    ("[F, 2*units]", "[F, 2*«unit»]", "RNN007", "did you mean `units`"),
    ("[F, 2*units]", '[F, "2*«unit»"]', "RNN007", "did you mean `units`"),
    ("[F, 2*units]", "[F, 2«.»5*units]", "RNN008", "expected"),
    ("[F, 2*units]", "[F, units «/» 2]", "RNN008", "write //"),
    ("[F, 2*units]", "[F, 2*«rate»]", "RNN007", "no `int` that is always given"),
    ("[F, 2*units]", "[«...», F]", "RNN007", "stands for nothing here"),
    ("inputs: [..., F]", "inputs: [..., «...», F]", "RNN007", "stands for nothing here"),
    ("when: use_bias", "when: «use_bia»", "RNN007", "did you mean `use_bias`"),
    ("when: use_bias", "when: «units»", "RNN007", "no `bool` parameter"),
    ("{type: int, low: 1}", "{type: «integer», low: 1}", "RNN008", "one of int"),
    ("{type: int, low: 1}", "{type: int, low: «0.5»}", "RNN008", "a whole number"),
    ("high: 1, default: 0.5", "high: 1, default: «2»", "RNN008", "from 0 to 1"),
    ("default: glorot_uniform", "default: «glorot»", "RNN008", "initializers"),
    ("{type: bool, default: true}", "{type: bool, «low»: 1, default: true}", "RNN008", "says nothing"),
    ("choices: [sum, mean], default: sum", "choices: [sum, mean], default: «max»", "RNN008", "one of sum, mean"),
    ("      mode:", "      «dtype»:", "RNN008", "what every layer has"),
    ("outputs: [units]\n    states", "outputs: {only: [units]}\n    «states»", "RNN008", "a cell has one input and one output"),
    ("  Beat:", "  «LSTM»:", "RNN008", "a layer of Keras already"),
    ("  Beat:", "  «Lambda»:", "RNN008", "a layer of Keras already"),
    # use
    ("{name: mix, units: 4}", "{name: mix, «unit»: 4}", "RNN001", "did you mean `units`"),
    ("{name: mix, units: 4}", "{name: mix, units: «0»}", "RNN008", "of at least 1"),
    ("{name: mix, units: 4}", "{name: mix, units: 4, mode: «max»}", "RNN008", "one of sum, mean"),
    ("- Mix: {name: mix, units: 4}", "- «Mix»: {name: mix}", "RNN008", "lacks `units`"),
    ("- Mix:", "- «Mixx»:", "RNN001", "did you mean `Mix`"),
    ("cell: {Beat: ", "cell: {«Mix»: ", "RNN008", "one of LSTMCell"),
    ("x: [24, 8]", "x: [24, null]", "RNN100", "a known number for `F`"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "code", "words"), MISTAKES)
def test_a_mistake_is_told_once_where_it_stands(right: str, wrong: str, code: str, words: str) -> None:
    """Every mistake in a declaration or in its use: the code, the marked characters, what was expected; nothing else."""
    assert right in DECLARED
    marked = DECLARED.replace(right, wrong, 1)
    text = marked.replace("«", "").replace("»", "")
    found = [d for d in checked(text).report.sorted() if d.code != "RNN001" or "`Beat`" not in d.message]
    if "  Beat:" in right:
        found = found[:1]  # the lines that use it are wrong too, in words of their own
    assert [d.code for d in found] == [code], [d.message for d in found]
    assert words in found[0].message + found[0].help
    if "«" in marked:
        assert found[0].span.start == marked.index("«")
        assert found[0].span.text == marked[marked.index("«") + 1 : marked.index("»")]


def test_no_document_knows_the_layers_of_another() -> None:
    """In one process, a name that one file declares is unknown in the next, and may be declared anew."""
    plain = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - Mix: {units: 4}\n"
    assert not checked(DECLARED).report.has_errors
    assert "there is no layer `Mix`" in checked(plain).report.sorted()[0].message
    other = checked(DECLARED.replace("2*units]", "3*units]"))
    assert other.typed is not None
    assert str(other.typed.nodes["mix"].outputs[0]) == "(N, 24, 12)"
    again = checked(DECLARED)
    assert again.typed is not None
    assert str(again.typed.nodes["mix"].outputs[0]) == "(N, 24, 8)"


def test_a_declaration_that_extends_brings_is_known(tmp_path: Path) -> None:
    """`extends` and `--set` reach into declarations as they do elsewhere."""
    head, _, model = DECLARED.partition("model:\n")
    (tmp_path / "base.yaml").write_text(head + "model:\n" + model)
    text = "rnndsl: 1\nextends: base.yaml\nextensions: {Mix: {outputs: [..., 5*units]}}\n"
    found = check(Source("model.yaml", text, str(tmp_path)), ("extensions.Mix.parameters.units.low=5",))
    assert ["at least 5" in d.message for d in found.report.sorted()] == [True]


MODULE = "from pathlib import Path\nPath(__file__).with_name('imported').touch()\n"


def test_lint_never_imports_a_class(tmp_path: Path) -> None:
    """A module beside the file leaves a trace when it is imported: no command of lint's kind leaves one, an import does."""
    (tmp_path / "mixing.py").write_text(MODULE)
    (tmp_path / "model.yaml").write_text(DECLARED)
    root = str(Path(__file__).resolve().parents[2])
    for words in (["lint"], ["summary"], ["render"], ["schema"], ["explain", "--layer", "beat"]):
        command = [sys.executable, "-m", "rnndsl", *words, "model.yaml"]
        done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": root}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert not (tmp_path / "imported").exists(), words
    subprocess.run([sys.executable, "-c", "import mixing"], cwd=tmp_path, check=True)
    assert (tmp_path / "imported").exists()
