"""Fixtures for all tests: the real data lie outside the project, and TensorFlow is quiet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the project; tests that need it skip where it is missing."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data (../shared/data) are not here")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the differential contracts: how many draws per kind, from which seed, or only one."""
    parser.addoption("--draws", type=int, default=int(os.environ.get("RNNDSL_DRAWS", "40")), help="draws per layer kind")
    parser.addoption("--seed", type=int, default=0, help="seed of the draws")
    parser.addoption("--only", type=int, default=None, help="only the draw of this number")


@pytest.fixture
def draws(request: pytest.FixtureRequest) -> int:
    """Number of draws per layer kind."""
    return int(request.config.getoption("--draws"))


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Seed of the draws."""
    return int(request.config.getoption("--seed"))


@pytest.fixture
def only(request: pytest.FixtureRequest) -> int | None:
    """The one draw to look at, or None for all."""
    number: int | None = request.config.getoption("--only")
    return number
