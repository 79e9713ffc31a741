"""One small run of each kind, trained once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import runs


@pytest.fixture(scope="session")
def forecast_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished forecaster's run folder."""
    return _train(runs.forecast(tmp_path_factory.mktemp("forecast")))


@pytest.fixture(scope="session")
def classify_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished classifier's run folder."""
    return _train(runs.classify(tmp_path_factory.mktemp("classify")))


@pytest.fixture(scope="session")
def translate_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished translator's run folder."""
    return _train(runs.translate(tmp_path_factory.mktemp("translate")), "--set", "train.epochs=20")


def _train(file: Path, *more: str) -> Path:
    done = runs.rnndsl("train", file, "--runs", file.parent / "runs", *more)
    assert done.returncode == 0, done.stderr
    return file.parent / "runs" / file.stem / "1"
