"""`rnndsl doctor` works with and without TensorFlow."""

from __future__ import annotations

import argparse

import pytest

from rnndsl.cli import doctor

QUICK = argparse.Namespace(no_devices=True)


def test_versions_are_listed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Python, rnndsl and every package of the extra, with their versions."""
    monkeypatch.setattr(doctor, "installed", lambda package: "1.2.3")
    assert doctor.run(QUICK) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in ("Python", "rnndsl", "tensorflow  1.2.3", "All set"))


def test_what_is_missing_comes_with_the_line_that_brings_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra, doctor names it and says that linting works."""
    monkeypatch.setattr(doctor, "installed", lambda package: None)
    assert doctor.run(QUICK) == 1
    out = capsys.readouterr().out
    assert "pip install 'rnndsl[tensorflow]'" in out
    assert "Linting works" in out


def test_the_fast_path_needs_a_gpu_and_cuda() -> None:
    """What is said about cuDNN follows from the devices and the build."""
    from rnndsl.runtime.device import Device

    gpu, cpu = Device("gpu", "H200", 2**37), Device("cpu", "x")
    assert doctor.fast_path((cpu,), "9").startswith("not used")
    assert doctor.fast_path((gpu, cpu), None).startswith("not usable")
    assert doctor.fast_path((gpu, cpu), "9").startswith("9: LSTM and GRU take the fast path")
