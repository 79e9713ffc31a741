"""`rnndsl evaluate` and `rnndsl predict`, each in a fresh process on a finished run."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from . import runs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["forecast_run", "classify_run", "translate_run"])
def test_evaluating_again_gives_the_same_figures(name: str, request: pytest.FixtureRequest) -> None:
    """In a fresh process every digit of metrics.json comes back, and nothing is complained about."""
    run: Path = request.getfixturevalue(name)
    done = runs.rnndsl("evaluate", run / "model.keras", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json.loads((run / "metrics.json").read_text())


def test_a_forecast_continues_the_series(forecast_run: Path) -> None:
    """One row per step of the horizon, with the time stamps that follow, in the units of the series."""
    source = forecast_run.parents[2] / "waves.csv"
    done = runs.rnndsl("predict", forecast_run, "--input", source, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(rows) == 7
    assert rows[0]["day"] == "2020-08-05"
    assert all(10 < float(row["height"]) < 40 for row in rows)


def test_a_model_file_alone_is_enough(forecast_run: Path, tmp_path: Path) -> None:
    """Everything that was fitted travels inside model.keras; standard input works as a file does."""
    model = Path(shutil.copy(forecast_run / "model.keras", tmp_path / "moved.keras"))
    text = (forecast_run.parents[2] / "waves.csv").read_text()
    moved = runs.rnndsl("predict", model, "--input", "-", "--format", "json", stdin=text)
    stayed = runs.rnndsl("predict", forecast_run, "--input", forecast_run.parents[2] / "waves.csv", "--format", "json")
    assert moved.returncode == 0, moved.stderr
    assert json.loads(moved.stdout) == json.loads(stayed.stdout)


def test_classes_come_with_probabilities(classify_run: Path, tmp_path: Path) -> None:
    """Every class by name, the likeliest first, summing to one; --output writes a file in the form of its ending."""
    done = runs.rnndsl("predict", classify_run, "--input", "-", "--output", tmp_path / "found.json", stdin="kal\nmel\n")
    assert (done.returncode, done.stdout) == (0, "")
    found = json.loads((tmp_path / "found.json").read_text())
    assert [row["word"] for row in found] == ["kal", "mel"]
    for row in found:
        assert sorted(row["probabilities"]) == ["hard", "soft"]
        assert sum(row["probabilities"].values()) == pytest.approx(1, abs=1e-5)
        assert row["kind"] == max(row["probabilities"], key=row["probabilities"].get)


def test_a_translator_translates(translate_run: Path, tmp_path: Path) -> None:
    """Nobody wired a decoder, yet sentences come out, also from the model file alone."""
    model = Path(shutil.copy(translate_run / "model.keras", tmp_path / "moved.keras"))
    done = runs.rnndsl("predict", model, "--input", "-", "--format", "json", stdin="1 2\n4 0\n")
    assert done.returncode == 0, done.stderr
    assert [row["words"] for row in json.loads(done.stdout)] == ["eins zwei", "vier null"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("day,depth\n2020-01-01,1\n", "height"), ("day,height\n2020-01-01,1\n", "has 1 rows"), ("", "")],
)
def test_input_that_does_not_fit_is_explained(forecast_run: Path, text: str, words: str) -> None:
    """A missing column, too short a history, nothing at all: exit 1 and a line that says it."""
    done = runs.rnndsl("predict", forecast_run, "--input", "-", stdin=text)
    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.startswith("rnndsl: ")
    assert "Traceback" not in done.stderr


def test_what_is_no_run_is_said(tmp_path: Path) -> None:
    """A folder without a model, a file that is no archive, a model that Keras saved alone."""
    (tmp_path / "broken.keras").write_text("no archive")
    for target, words in ((tmp_path, "holds no model.keras"), (tmp_path / "broken.keras", "not a model"), ("x", "no such run")):
        done = runs.rnndsl("predict", target, "--input", "-", stdin="")
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
