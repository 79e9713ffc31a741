"""Which files `rnndsl lint` reads: names, folders, globs, standard input; what git ignores; always in one order."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rnndsl.cli.main import run
from rnndsl.frontend.recognize import is_model

from .runs import rnndsl

MODEL = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 1]}\n  layers:\n    - LSTM: {units: 8}\n    - Dense: {units: 1}\n"
WRONG = MODEL.replace("units: 8}", "units: 8}\n    - LSTM: {units: 4}")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: models and other YAML, in a repository."""
    monkeypatch.chdir(tmp_path)
    texts = {
        "b.yaml": WRONG,
        "a.yml": WRONG,
        "compose.yaml": "services: {db: {image: x}}\n",
        "params.yaml": "model: {depth: 3}\n",
        "broken.yaml": "\x00\x01",
        "deep/er/c.yaml": WRONG,
        "deep/d.txt": WRONG,
        ".hidden/e.yaml": WRONG,
        "runs/f.yaml": WRONG,
        "deep/keep/g.yaml": WRONG,
        ".git/HEAD": "",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def linted(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The files with findings, in order."""
    run(["lint", "--format", "json", *words])
    found = json.loads(capsys.readouterr().out)["findings"]
    return list(dict.fromkeys(one["place"]["file"] for one in found))


ALL = ["a.yml", "b.yaml", "deep/er/c.yaml", "deep/keep/g.yaml", "runs/f.yaml"]


def test_a_folder_is_searched_for_model_files(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """YAML with our keys, hidden folders left out; without a word it is the current folder; names are short."""
    assert linted(capsys) == linted(capsys, ".") == ALL
    assert linted(capsys, "deep") == ["deep/er/c.yaml", "deep/keep/g.yaml"]
    assert linted(capsys, str(folder / "deep" / "er")) == [str(folder / "deep/er/c.yaml")]


def test_named_files_are_always_read(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever they are called, and whatever is in them."""
    assert linted(capsys, "deep/d.txt", ".hidden/e.yaml", "compose.yaml") == ["deep/d.txt", ".hidden/e.yaml", "compose.yaml"]


def test_each_file_is_linted_once(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """However often it is meant."""
    assert linted(capsys, "b.yaml", "./b.yaml", ".", str(folder / "b.yaml"), "*.yaml") == ["b.yaml", "a.yml", *ALL[2:]]


def test_what_git_ignores_is_left_out(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """The nearest .gitignore is heard; `--no-gitignore` hears none; files that are named are read all the same."""
    (folder / ".gitignore").write_text("/runs/\nkeep\n*.yml\n")
    (folder / "deep" / ".gitignore").write_text("!keep\ner/\n")
    assert linted(capsys) == ["b.yaml", "deep/keep/g.yaml"]
    assert linted(capsys, "deep") == ["deep/keep/g.yaml"]
    assert linted(capsys, "runs/f.yaml") == ["runs/f.yaml"]
    assert linted(capsys, "--no-gitignore") == ALL


def test_globs_that_the_shell_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    """`**` crosses folders; a glob that fits nothing is said, and exits with 2."""
    assert linted(capsys, "**/*.yaml", "--select", "RNN2") == ["b.yaml", "deep/er/c.yaml", "deep/keep/g.yaml", "runs/f.yaml"]
    assert run(["lint", "none*.yaml"]) == 2
    assert capsys.readouterr().err == "rnndsl: none*.yaml: fits no file\n"


def test_a_folder_without_models_is_clean_and_says_so(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Nothing to lint is no mistake, but nobody should take it for a clean bill."""
    (folder / "empty").mkdir()
    assert run(["lint", "empty"]) == 0
    assert capsys.readouterr() == ("", "rnndsl: no model file in empty\n")


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("rnndsl: 1\n", True),
        ('# words\n"rnndsl": 1\n', True),
        ("{rnndsl: 1, model: {}}", True),
        ("model:\n  layers: []\n", True),
        ("model: {depth: 3}\n", False),
        ("tool:\n  rnndsl: 1\n", False),
        ("layers: []\n", False),
        ("", False),
    ],
)
def test_what_a_model_file_is(text: str, model: bool) -> None:
    """The key `rnndsl`, or `model` with layers."""
    assert is_model(text) is model


def test_standard_input_has_a_name(folder: Path) -> None:
    """With `--stdin-filename` the text is linted as if it were saved there: settings, folder and name."""
    (folder / "deep" / "rnndsl.toml").write_text('severity = {RNN201 = "warning"}')
    (folder / "deep" / "base.yaml").write_text(WRONG)
    done = rnndsl("lint", "-", "--format", "concise", "--stdin-filename", "deep/new.yaml", stdin=WRONG, cwd=folder)
    assert done.stdout.startswith("deep/new.yaml:6:7: warning[RNN201]: ")
    done = rnndsl("lint", "-", "--stdin-filename", "deep/new.yaml", stdin="rnndsl: 1\nextends: base.yaml\n", cwd=folder)
    assert "--> deep/base.yaml:6:7" in done.stdout
    assert not os.path.exists("deep/new.yaml")
