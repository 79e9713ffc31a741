"""Classes of the user's own: imported only with --allow-extensions, equal to their declaration, and found again by a run."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.frontend.read import read
from rnndsl.pipeline import Checked, check
from rnndsl.runtime import extensions
from rnndsl.runtime.failure import RunError
from tests.cli.runs import rnndsl

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "peephole"
OWN = ROOT / "tests" / "contracts" / "own"
TRACE = "\nfrom pathlib import Path\nPath(__file__).with_name('imported').touch()\n"


def copied(folder: Path, source: Path = OWN) -> Path:
    """A folder's files in another one, its module leaving a trace when it is imported; the model file."""
    for file in source.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    for module in folder.glob("*.py"):
        module.write_text(module.read_text() + TRACE)
    return next(folder.glob("*.yaml"))


def checked(file: Path, right: str = "", wrong: str = "") -> Checked:
    """A model file, checked, with one change."""
    source = read(str(file))
    assert right in source.text
    return check(Source(source.name, source.text.replace(right, wrong, 1), source.folder))


def test_data_of_the_example_are_what_its_maker_makes() -> None:
    """examples/peephole/pulses.csv has not drifted from pulses.py."""
    found = runpy.run_path(str(EXAMPLE / "pulses.py"))
    assert (EXAMPLE / "pulses.csv").read_text() == found["pulses"]()


@pytest.mark.parametrize("command", ["build", "train"])
def test_nothing_is_imported_without_leave(tmp_path: Path, command: str) -> None:
    """Without --allow-extensions the command ends with 2, names class and file, and has imported nothing."""
    file = copied(tmp_path, EXAMPLE)
    done = rnndsl(command, file, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "PeepholeLSTMCell: the class PeepholeLSTMCell in " in done.stderr
    assert str(tmp_path / "peephole.py") in done.stderr
    assert "--allow-extensions" in done.stderr
    assert not (tmp_path / "imported").exists()


def test_a_script_alone_needs_no_leave(tmp_path: Path) -> None:
    """What only writes text imports nothing, and brings the module along that the script imports."""
    file = copied(tmp_path, EXAMPLE)
    done = rnndsl("build", file, "--set", "export.formats=[script, table]", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "imported").exists()
    script = (tmp_path / "out" / "peephole" / "model.py").read_text()
    assert "import keras\nfrom peephole import PeepholeLSTMCell\n" in script
    assert (tmp_path / "out" / "peephole" / "peephole.py").read_text() == (tmp_path / "peephole.py").read_text()


SAME = """
import json, runpy, sys
import keras
model = runpy.run_path(sys.argv[1])["model"]
own = vars(sys.modules["own_layers"])
saved = keras.models.load_model(sys.argv[2], custom_objects={name: own[name] for name in sys.argv[3:]})
same = [a.tolist() == b.tolist() for a, b in zip(model.get_weights(), saved.get_weights(), strict=True)]
print(json.dumps([json.dumps(model.get_config()) == json.dumps(saved.get_config()), all(same), len(same)]))
"""


@pytest.mark.slow
def test_the_script_makes_the_live_model(tmp_path: Path) -> None:
    """Every sort of declared layer: the script, run where it lies, has the saved model's configuration and weights."""
    file = copied(tmp_path)
    done = rnndsl("build", file, "--out", tmp_path / "out", "--allow-extensions", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / "own"
    names = ["Mix", "Halve", "Compare", "Largest", "Scaled", "Ends", "Leaky"]
    command = [sys.executable, "-c", SAME, folder / "model.py", folder / "model.keras", *names]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    same_config, same_weights, weights = json.loads(found.stdout.splitlines()[-1])
    assert same_config
    assert same_weights
    assert weights == 4


@pytest.mark.slow
def test_a_run_is_found_again_in_a_fresh_process(tmp_path: Path) -> None:
    """The example beats the seasonal naive; its run holds the module, the manifest its hash, and opening it needs leave."""
    file = copied(tmp_path, EXAMPLE)
    done = rnndsl("train", file, "--runs", tmp_path / "runs", "--plain", "--allow-extensions", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    run = tmp_path / "runs" / "peephole" / "1"
    figures = json.loads((run / "metrics.json").read_text())["targets"]["forecast"]["figures"]
    assert figures["model"]["mae"] < 0.25 * figures["seasonal naive (24)"]["mae"]
    manifest = json.loads((run / "manifest.json").read_text())
    assert [entry["file"] for entry in manifest["extensions"]] == ["peephole.py"]
    assert len(manifest["extensions"][0]["sha256"]) == 64
    (tmp_path / "peephole.py").unlink()
    refused = rnndsl("evaluate", run, cwd=tmp_path)
    assert refused.returncode == 2
    assert "--allow-extensions" in refused.stderr
    again = rnndsl("evaluate", run, "--allow-extensions", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "these are not the figures" not in again.stderr
    rows = rnndsl("predict", run, "--input", tmp_path / "pulses.csv", "--format", "json", "--allow-extensions", cwd=tmp_path)
    assert rows.returncode == 0, rows.stderr
    assert len(json.loads(rows.stdout)) == 6


WRONG = [
    ("kernel: [F, 2*units]", "kernel: [F, units]", "the weights kernel (6, 3), bias (6), but Mix has kernel (6, 6)"),
    ("outputs: [T//2, F]", "outputs: [T//2, 6 + 1]", "the output (N, 4, 7), but Halve has (N, 4, 6)"),
    ("mask: passes", "mask: passes\n    dtype: float64", "the dtype float64, but Mix has float32"),
    ("use_bias: {type: bool, default: true}", "use_bias: {type: bool, default: false}", "has it with the default True"),
    ("parameters: {steps:", "parameters: {step:", "Unrecognized keyword arguments passed to Ends"),
    ("class: own_layers:Mix", "class: own_layers:Mixx", "has no class Mixx"),
    ("class: own_layers:Mix", "class: own_layers:Plain", "while it does not know it: write `@keras.saving.register"),
    ("class: own_layers:Mix", "class: own_layers:ops", "is no keras.layers.Layer"),
    ("class: own_layers:Mix", "class: elsewhere:Mix", "there is no elsewhere.py beside it"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("right", "wrong", "words"), WRONG)
def test_a_wrong_declaration_stops_the_command(right: str, wrong: str, words: str) -> None:
    """What a class builds, takes or is must be what is declared: the message names the place, both sides, and the class."""
    from rnndsl.backend.emit import emit
    from rnndsl.runtime.conformity import build_own

    found = checked(OWN / "own.yaml", right, wrong)
    text = found.source.text.replace("ends, steps: 3", "ends, step: 3") if "step:" in wrong else found.source.text
    typed = check(Source(found.source.name, text, found.source.folder)).typed
    assert typed is not None
    with pytest.raises(RunError) as caught:
        build_own(emit(typed.graph), extensions.load(typed.graph, True), typed)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{OWN / 'own.yaml'}:")
    assert caught.value.code == 1


@pytest.mark.slow
def test_the_right_declaration_builds() -> None:
    """The file of the test above, unchanged, builds."""
    from rnndsl.backend.emit import emit
    from rnndsl.runtime.conformity import build_own

    typed = checked(OWN / "own.yaml").typed
    assert typed is not None
    model = build_own(emit(typed.graph), extensions.load(typed.graph, True), typed)
    assert model.count_params() == typed.parameters()


NESTED = """\
model:
  inputs: {x: [null, 8, 6]}
  targets: {y: [null, 4]}
  blocks:
    tower:
      - Mix: {units: 3}
      - Bidirectional: {layer: {RNN: {cell: {StackedRNNCells: {cells: [{Leaky: {units: 4}}, {GRUCell: {units: 3}}]}}}}}
      - Dense: {units: 4}
  layers:
    - TimeDistributed: {layer: {Mix: {units: 2}}}
    - TimeDistributed: {layer: {block: tower}}
train: {loss: mse}
"""


@pytest.mark.slow
def test_own_layers_inside_other_layers() -> None:
    """Wrappers, stacks of cells and blocks hold declared layers as they hold Keras' own."""
    from rnndsl.backend.emit import emit
    from rnndsl.backend.render import render
    from rnndsl.runtime.conformity import build_own

    source = read(str(OWN / "own.yaml"))
    found = check(Source(source.name, source.text.partition("model:")[0] + NESTED, source.folder))
    assert [d.message for d in found.report.sorted()] == []
    assert found.typed is not None
    program = emit(found.typed.graph)
    model = build_own(program, extensions.load(found.typed.graph, True), found.typed)
    assert model.count_params() == found.typed.parameters()
    assert "import keras\nfrom own_layers import Leaky, Mix\n" in render(program)


MODEL = """\
rnndsl: 1
extensions:
  Own: {{class: {module}:Own, inputs: [F], outputs: [F]}}
model:
  inputs: {{x: [4]}}
  layers: [Own, Dense: {{units: 1}}]
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "text", "words"),
    [
        ("outside", None, "is a link that leads out of its folder"),
        ("json", "", "has the name of another module"),
        ("keras", "", "has the name of another module"),
        ("broken", "1 / 0", "raised ZeroDivisionError: division by zero"),
        ("lacking", "import nowhere_to_be_found", "raised ModuleNotFoundError"),
    ],
)
def test_a_module_that_cannot_be_had_is_said_so(tmp_path: Path, module: str, text: str | None, words: str) -> None:
    """Links out of the folder, names that would hide another module, modules that raise: one line, no traceback."""
    folder = tmp_path / "folder"
    folder.mkdir()
    if text is None:
        (tmp_path / "outside.py").write_text("")
        (folder / "outside.py").symlink_to(tmp_path / "outside.py")
    else:
        (folder / f"{module}.py").write_text(text)
    found = check(Source(str(folder / "model.yaml"), MODEL.format(module=module), str(folder)))
    assert found.typed is not None
    with pytest.raises(RunError) as caught:
        extensions.load(found.typed.graph, True)
    assert words in str(caught.value)
