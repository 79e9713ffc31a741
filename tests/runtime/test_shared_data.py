"""The design's three files on the real data: what the README promises, measured by the command line itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.shared]
ROOT = Path(__file__).resolve().parents[2]


def _rnndsl(*words: str | Path, stdin: str | None = None) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "rnndsl", *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=900, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _train(example: str, folder: Path, *more: str) -> tuple[Path, dict[str, Any]]:
    """Train an example's file, as it stands, beside data that lie in `folder`; the run and its targets' figures."""
    file = Path(shutil.copy(ROOT / "examples" / example / f"{example}.yaml", folder))
    _rnndsl("train", file, "--runs", folder / "runs", *more)
    [run] = (folder / "runs").glob("*/1")
    return run, json.loads((run / "metrics.json").read_text())["targets"]


def test_the_forecaster_is_well_under_the_seasonal_naive(shared: Path, tmp_path: Path) -> None:
    """On the last 15 % of the airline series: about 25 passengers of error against 52, and the forecast continues in 1961."""
    shutil.copy(shared / "airline-passengers.csv", tmp_path / "passengers.csv")
    run, targets = _train("passengers", tmp_path)
    figures = targets["forecast"]["figures"]
    assert figures["seasonal naive (12)"]["mae"] == pytest.approx(51.93, abs=0.01)
    assert figures["model"]["mae"] < 0.65 * figures["seasonal naive (12)"]["mae"]
    rows = json.loads(_rnndsl("predict", run, "--input", tmp_path / "passengers.csv", "--format", "json"))
    assert [row["Month"] for row in rows] == [f"1961-{month:02}" for month in range(1, 13)]
    assert all(350 < row["Passengers"] < 900 for row in rows)


def test_names_reach_three_quarters(shared: Path, tmp_path: Path) -> None:
    """At least 75 % of the test names are told by their origin, in the file's ten epochs."""
    shutil.copytree(shared / "names", tmp_path / "names")
    run, targets = _train("names", tmp_path)
    assert targets["origin"]["figures"]["model"]["accuracy"] >= 0.75
    rows = json.loads(_rnndsl("predict", run, "--input", "-", "--format", "json", stdin="Yamaguchi\nKowalczyk\n"))
    assert rows[0]["origin"] == "Japanese"


def test_a_translator_predicts_sentences(shared: Path, tmp_path: Path) -> None:
    """After three epochs of a smaller model it already beats the most frequent words and writes French ones."""
    lines = (shared / "eng-fra.tsv").read_text(encoding="utf-8").splitlines()
    pairs = "\n".join("\t".join(line.split("\t")[:2]) for line in lines)
    (tmp_path / "pairs.tsv").write_text(pairs + "\n", encoding="utf-8")
    run, targets = _train("translation", tmp_path, "--set", "train.epochs=3", "--set", "vars.units=64")
    figures = targets["french"]["figures"]
    assert figures["model"]["token_accuracy"] > figures["most frequent words"]["token_accuracy"]
    rows = json.loads(_rnndsl("predict", run, "--input", "-", "--format", "json", stdin="I am happy.\nHe is a doctor.\n"))
    assert [row["english"] for row in rows] == ["I am happy.", "He is a doctor."]
    assert any(" " in row["french"] for row in rows)
