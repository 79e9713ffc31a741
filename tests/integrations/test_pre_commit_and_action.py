"""The pre-commit hooks and the GitHub Action: they parse, and the commands in them do what they say."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WRONG = """\
rnndsl: 1
model:
  inputs: {x: [24, 8]}
  layers:
    - LSTM: {units: 4}
    - LSTM: {units: 4}
    - Dense: {units: 1}
"""
RIGHT = WRONG.replace("{units: 4}\n    - LSTM", "{units: 4, return_sequences: true}\n    - LSTM")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a wrong model and YAML that is none."""
    (tmp_path / "model.yaml").write_text(WRONG)
    (tmp_path / "compose.yaml").write_text("services: {web: {image: x}}\n")
    return tmp_path


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose PATH has the command `rnndsl`, as an installation puts it there."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "rnndsl"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m rnndsl "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


def run_hook(name: str, project: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = shlex.split(hooks()[name]["entry"])
    return subprocess.run(words, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_hooks_have_what_pre_commit_needs() -> None:
    """Identifier, name, entry, language; no file names are passed, since the linter finds models itself."""
    assert set(hooks()) == {"rnndsl-lint", "rnndsl-fix"}
    for hook in hooks().values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False


def test_the_hook_finds(project: Path, environment: dict[str, str]) -> None:
    """A wrong model fails the commit with one line for each finding; other YAML does not."""
    done = run_hook("rnndsl-lint", project, environment)
    assert done.returncode == 1
    assert "model.yaml:6:7" in done.stdout
    assert "compose" not in done.stdout + done.stderr
    (project / "model.yaml").write_text(RIGHT)
    assert run_hook("rnndsl-lint", project, environment).returncode == 0


def test_the_hook_repairs(project: Path, environment: dict[str, str]) -> None:
    """The repairing hook changes the file, which is what stops the commit, and leaves it clean."""
    assert run_hook("rnndsl-fix", project, environment).returncode == 0
    assert (project / "model.yaml").read_text() == RIGHT
    assert run_hook("rnndsl-lint", project, environment).returncode == 0


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    return found


def test_the_action_is_one() -> None:
    """A composite action: every shell step names its shell, every input that it uses is declared, SARIF is uploaded."""
    found = action()
    assert found["runs"]["using"] == "composite"
    steps = found["runs"]["steps"]
    assert all("shell" in step for step in steps if "run" in step)
    text = (ROOT / "action.yml").read_text()
    used = {piece.split(" ")[0].split("=")[0] for piece in text.replace("}", " ").split("inputs.")[1:]}
    assert used == set(found["inputs"])
    (upload,) = [step for step in steps if step.get("uses", "").startswith("github/codeql-action/upload-sarif@")]
    assert upload["with"]["sarif_file"] == "${{ steps.lint.outputs.sarif }}"


@pytest.mark.parametrize(("text", "status", "results"), [(WRONG, "1", 1), (RIGHT, "0", 0)])
def test_the_action_lints(text: str, status: str, results: int, project: Path, environment: dict[str, str]) -> None:
    """Its step writes SARIF and hands the exit code on; the last step fails with it."""
    (project / "model.yaml").write_text(text)
    steps = {step.get("name"): step for step in action()["runs"]["steps"]}
    outputs = project / "outputs.txt"
    given = {**environment, "FILES": ".", "OPTIONS": "", "RUNNER_TEMP": str(project), "GITHUB_OUTPUT": str(outputs)}
    subprocess.run(["bash", "-e", "-c", steps["Lint"]["run"]], cwd=project, env=given, check=True)
    said = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
    assert said["status"] == status
    log = json.loads(Path(said["sarif"]).read_text())
    assert (log["version"], len(log["runs"][0]["results"])) == ("2.1.0", results)
    last = steps["Fail where something is wrong"]["run"]
    assert subprocess.run(["bash", "-c", last], env={**given, "STATUS": status}, check=False).returncode == int(status)


def test_the_action_refuses_wrong_use(project: Path, environment: dict[str, str]) -> None:
    """A file that is not there fails the step itself."""
    step = next(step for step in action()["runs"]["steps"] if step.get("name") == "Lint")
    given = {
        **environment,
        "FILES": "none.yaml",
        "OPTIONS": "",
        "RUNNER_TEMP": str(project),
        "GITHUB_OUTPUT": str(project / "o"),
    }
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=project, env=given, capture_output=True, check=False)
    assert done.returncode == 2
