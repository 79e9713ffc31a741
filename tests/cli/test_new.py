"""`rnndsl new`: files that are right as they stand, made and never overwritten; the examples come from the same makers."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from rnndsl.cli.main import run
from rnndsl.cli.templates import DESCRIPTIONS, project
from rnndsl.cli.templates.sentences import PAIRS, elide, pairs
from rnndsl.cli.templates.words import LANGUAGES, NAMES, names
from rnndsl.diagnostics.draw import concise
from rnndsl.frontend.read import read
from rnndsl.pipeline import check

ROOT = Path(__file__).resolve().parents[2]
each_template = pytest.mark.parametrize("template", DESCRIPTIONS)


@each_template
def test_written_and_clean(template: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A template is written into a new folder, lints clean with its data, and the next commands name its files."""
    folder = tmp_path / "a folder"
    assert run(["new", template, str(folder)]) == 0
    said = capsys.readouterr().out
    assert f"rnndsl train '{folder / template}.yaml'" in said
    assert f"rnndsl predict runs/{template}/1" in said
    assert [concise(d) for d in check(read(str(folder / f"{template}.yaml"))).report.sorted()] == []


@each_template
def test_nothing_is_overwritten(template: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there already stops the command before it writes anything."""
    made = project(template)
    last = sorted(path for path in made.files if path != made.model)[-1]
    (tmp_path / last).parent.mkdir(exist_ok=True)
    (tmp_path / last).write_text("mine")
    assert run(["new", template, str(tmp_path)]) == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    assert (tmp_path / last).read_text() == "mine"
    assert not (tmp_path / made.model).exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that can't be made is said in one line."""
    (tmp_path / "file").write_text("")
    assert run(["new", "forecast", str(tmp_path / "file")]) == 2
    assert "can't be written" in capsys.readouterr().err


@each_template
def test_made_from_a_seed(template: str) -> None:
    """One seed gives the same bytes again, another seed other data."""
    assert project(template, 3) == project(template, 3)
    assert project(template, 3).files != project(template, 4).files


def test_needs_no_tensorflow() -> None:
    """Writing a template starts neither TensorFlow nor NumPy nor polars."""
    code = (
        "import sys; from rnndsl.cli.templates import project; [project(t) for t in ('forecast', 'classify', 'translate')]\n"
        "import rnndsl.cli.new; sys.exit(bool({'tensorflow', 'keras', 'numpy', 'polars'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_names_are_different() -> None:
    """Every language has as many different names, and no name occurs in two languages."""
    found = [name for text in names(0).values() for name in text.split()]
    assert len(found) == len(set(found)) == NAMES * len(LANGUAGES)


def test_sentences_are_unique_and_right() -> None:
    """No English sentence occurs twice, verbs agree, articles and pronouns are elided before vowels and only there."""
    lines = [line.split("\t") for line in pairs(0).splitlines()]
    assert len({english for english, _ in lines}) == len(lines) == PAIRS
    for english, french in lines:
        words = french.replace("'", "' ").split()
        assert not any(a in ("je", "ne", "le", "la") and b[0] in "aeiouéè" for a, b in pairwise(words))
        assert ("does not" in english) <= (english.split()[0] in ("he", "she"))
        assert (" pas " in french) == (" not " in english)
    assert elide("je", "achète") == "j'achète"


@pytest.mark.parametrize("name", ["passengers/passengers", "names/names", "translation/translation", "peephole/peephole"])
def test_examples_lint_clean(name: str) -> None:
    """Every example is clean, infos included."""
    assert [concise(d) for d in check(read(str(ROOT / "examples" / f"{name}.yaml"))).report.sorted()] == []


def test_examples_are_those_of_the_design(shared: Path) -> None:
    """The three examples are, letter for letter, the three files of the design."""
    design = (shared.parent / "DESIGN.md").read_text(encoding="utf-8")
    for example in ("passengers/passengers", "names/names", "translation/translation"):
        text = (ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8")
        assert f"```yaml\n{text}```" in design


def test_data_of_the_examples_has_not_drifted() -> None:
    """The data of the examples are what their makers make."""
    checked = subprocess.run(
        [sys.executable, "scripts/generate", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "examples/" not in checked.stdout
