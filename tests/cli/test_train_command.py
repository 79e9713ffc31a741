"""`rnndsl train`: what a finished run holds, and what stops one."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest

from . import runs

pytestmark = pytest.mark.slow


def test_a_run_folder_holds_everything(forecast_run: Path) -> None:
    """Model, weights, figures, history, picture, manifest, report, and nothing half written."""
    names = {p.name for p in forecast_run.iterdir()}
    assert names == {
        "best.weights.h5", "curves.png", "history.csv", "history.json", "manifest.json",
        "metrics.json", "model.keras", "report.md", "resolved.yaml",
    }  # fmt: skip
    assert (forecast_run / "curves.png").read_bytes().startswith(b"\x89PNG")
    manifest = json.loads((forecast_run / "manifest.json").read_text())
    assert manifest["data"][0]["file"] == "waves.csv"
    assert len(manifest["data"][0]["sha256"]) == 64
    assert {"seed", "versions", "device", "seconds", "samples_per_second", "argv"} <= manifest.keys()


def test_the_figures_stand_beside_both_baselines(forecast_run: Path) -> None:
    """The forecaster is measured in the user's units against the last value and the season of its difference."""
    forecast = json.loads((forecast_run / "metrics.json").read_text())["targets"]["forecast"]
    assert list(forecast["figures"]) == ["model", "last value", "seasonal naive (7)"]
    assert forecast["unit"] == "height"
    report = (forecast_run / "report.md").read_text()
    assert "seasonal naive (7)" in report
    assert f"{forecast['figures']['model']['mae']:.4g}" in report


def test_the_history_has_a_row_per_epoch(forecast_run: Path) -> None:
    """CSV and JSON say the same, validation included."""
    rows = list(csv.DictReader((forecast_run / "history.csv").open()))
    history = json.loads((forecast_run / "history.json").read_text())
    assert [row["epoch"] for row in rows] == ["1", "2"]
    assert [float(row["val_loss"]) for row in rows] == history["val_loss"]


def test_keras_alone_opens_the_model(classify_run: Path) -> None:
    """The extra member of the archive does not disturb Keras, and vocabularies are inside."""
    import keras
    import tensorflow as tf

    with zipfile.ZipFile(classify_run / "model.keras") as archive:
        facts = json.loads(archive.read("rnndsl.json"))
    assert facts["codec"]["classes"] == {"kind": ["hard", "soft"]}
    model = keras.models.load_model(classify_run / "model.keras")
    assert model({"word": tf.constant(["kal", "mel"])}).shape == (2, 2)


def test_the_resolved_file_trains_the_same_model_again(forecast_run: Path, tmp_path: Path) -> None:
    """From the resolved file, wherever it lies, come the same figures."""
    again = runs.rnndsl("train", forecast_run / "resolved.yaml", "--runs", tmp_path)
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "waves" / "1" / "metrics.json").read_text() == (forecast_run / "metrics.json").read_text()


def test_ctrl_c_keeps_the_best_weights(tmp_path: Path) -> None:
    """SIGINT in the middle of training: exit 130, a clear word, and a run that can be evaluated."""
    file = runs.forecast(tmp_path)
    words = runs.command("train", file, "--runs", tmp_path / "runs", "--set", "train.epochs=100000")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONUNBUFFERED": "1"}
    training = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    assert training.stdout is not None
    while not training.stdout.readline().startswith("epoch      3/"):
        assert training.poll() is None, training.stderr.read() if training.stderr else ""
    training.send_signal(signal.SIGINT)
    out, err = training.communicate(timeout=120)
    assert training.returncode == 130, err
    assert "stopped by Ctrl-C; the weights of epoch" in out
    assert err == ""
    run = tmp_path / "runs" / "waves" / "1"
    assert {"model.keras", "best.weights.h5", "metrics.json", "report.md"} <= {p.name for p in run.iterdir()}
    evaluated = runs.rnndsl("evaluate", run, "--format", "json")
    assert evaluated.returncode == 0, evaluated.stderr
    assert json.loads(evaluated.stdout) == json.loads((run / "metrics.json").read_text())


def test_mistakes_stop_training_before_it_starts(tmp_path: Path) -> None:
    """An error of the linter is drawn, exit 1, no run folder."""
    file = runs.forecast(tmp_path)
    file.write_text(file.read_text().replace("units: 8", "untis: 8"))
    done = runs.rnndsl("train", file, "--runs", tmp_path / "runs")
    assert done.returncode == 1
    assert "untis" in done.stderr
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (("--set", "train.device=gpu"), 2, "finds no GPU"),
        (("--runs", "waves.csv"), 1, "a file stands where a folder is needed"),
        (("--set", "train.batch_size=0"), 1, "batch_size"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, change: tuple[str, ...], code: int, words: str) -> None:
    """No GPU, no place to write, a value that makes no sense: a clear word, never a traceback."""
    file = runs.forecast(tmp_path)
    done = runs.rnndsl("train", file.name, *change, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
