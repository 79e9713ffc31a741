"""How training looks, on a terminal and without one."""

from __future__ import annotations

import io

import pytest

from rnndsl.cli.display import LiveDisplay, PlainDisplay, clock, display, figure, sparkline
from rnndsl.runtime.records import Epoch, Plan

PLAN = Plan("demo", 2, 3, 96, 1234, "cpu", "val_loss")
FIRST = Epoch(1, {"loss": 0.5, "val_loss": 0.25}, 1.5, 64.0, 1.5, True)


def test_without_a_terminal_every_epoch_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A log holds what is trained and one line per epoch, no control characters."""
    shown = display(plain=False)
    assert isinstance(shown, PlainDisplay)
    shown.start(PLAN)
    shown.step(1, 1, {"loss": 0.9})
    shown.epoch(FIRST)
    shown.stop()
    assert capsys.readouterr().out.splitlines() == [
        "training demo: 1,234 parameters, 96 samples in 3 steps, on cpu",
        "epoch 1/2  loss 0.5000  val_loss 0.2500  64 samples/s  0:02 left  best",
    ]


def test_on_a_terminal_the_picture_holds_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Epoch, losses, best, pace and time are all there."""
    terminal = io.StringIO()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    live = LiveDisplay()
    live.start(PLAN)
    live.step(1, 1, {"loss": 0.9})
    live.epoch(FIRST)
    live.stop()
    text = terminal.getvalue()
    for part in ("training demo", "epoch 1/2", "64 samples/s", "val_loss", "best 0.25", "gone"):
        assert part in text


def test_figures_are_short() -> None:
    """Four digits, the last ones too where they are zero; hours only where there are some."""
    assert [figure(v) for v in (0.0, 0.012345, 123.456, 1e-7)] == ["0.000", "0.01235", "123.5", "1.000e-07"]
    assert [clock(s) for s in (7, 760, 3723)] == ["0:07", "12:40", "1:02:03"]


def test_a_course_fits_its_width_and_ignores_what_is_not_finite() -> None:
    """Any number of epochs gives at most the asked-for width; NaN draws nothing."""
    assert len(sparkline([float(i) for i in range(1000)], 40)) <= 40
    assert sparkline([float("nan")]) == ""
    assert sparkline([2.0, 2.0]) == "▁▁"
