"""What a display is told of an epoch."""

from __future__ import annotations

import pytest

pytest.importorskip("keras")
pytestmark = pytest.mark.slow


def test_the_loss_comes_first_and_validation_last() -> None:
    """Keras sorts its logs by the alphabet, which puts `accuracy` before `loss` and `yc_loss` behind `val_loss`."""
    from rnndsl.runtime.progress import _floats

    logs = dict.fromkeys(["accuracy", "loss", "val_accuracy", "val_loss", "yc_loss"], 1.0)
    assert list(_floats(logs)) == ["loss", "accuracy", "yc_loss", "val_loss", "val_accuracy"]
