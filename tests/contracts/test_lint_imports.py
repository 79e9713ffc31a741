"""Lint starts in no time because it imports next to nothing: proven in a fresh process, and the proof is proven."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

FORBIDDEN = ("tensorflow", "keras", "numpy", "jsonschema", "rich", "polars", "matplotlib")
COSTLY = ("dataclasses", "inspect", "typing", "importlib.metadata", "pathlib", "json", "asyncio")

MODEL = """\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  targets: {forecast: [1]}
  layers:
    - Masking: {mask_value: -1.0}
    - Bidirectional: {layer: {LSTM: {units: 64, return_sequences: true}}}
    - GRU: {units: 32}
    - Dense: {units: 1}
train:
  optimizer: {Adam: {learning_rate: 1e-3}}
  loss: mse
  callbacks:
    - EarlyStopping: {monitor: loss}
"""


def modules_after_lint(tmp_path, prelude: str = "") -> tuple[int, set[str]]:
    """Exit code of a lint in a fresh process, and the names of all modules it had imported at the end."""
    file = tmp_path / "model.yaml"
    file.write_text(MODEL)
    script = textwrap.dedent(
        f"""
        import sys
        {prelude}
        from rnndsl.cli.main import run
        code = run(["lint", {str(file)!r}])
        print("modules:", code, *sys.modules)
        """
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    words = result.stdout.splitlines()[-1].split()
    assert words[0] == "modules:", result.stdout
    return int(words[1]), set(words[2:])


def test_lint_imports_the_standard_library_and_pyyaml_only(tmp_path):
    """After linting a clean file no forbidden package is loaded, and no costly module of the standard library."""
    code, modules = modules_after_lint(tmp_path)
    assert code == 0
    assert not {m for m in modules if m.partition(".")[0] in FORBIDDEN}
    assert not modules & set(COSTLY)


def test_lint_loads_only_the_kinds_of_the_file(tmp_path):
    """A file pays for the layers it names and no others."""
    _, modules = modules_after_lint(tmp_path)
    assert "rnndsl.layers.gru" in modules
    assert "rnndsl.layers.conv1d" not in modules


@pytest.mark.parametrize("module", ["numpy", "rich", "jsonschema", "dataclasses"])
def test_the_guard_can_fail(tmp_path, module):
    """The same check sees a forbidden module when one is imported."""
    _, modules = modules_after_lint(tmp_path, f"import {module}")
    assert module in modules
