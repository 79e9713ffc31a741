"""Names and directions of what training logs are those of Keras, for every metric that a file can name."""

from __future__ import annotations

import keras
import pytest

from rnndsl.ir.fields import REQUIRED
from rnndsl.objects import group
from rnndsl.rules._logged import DOWN, NEITHER, _own_name

METRICS = sorted({found.name for found in group("metrics").values() if found.target})
EXAMPLES = {"target_class_ids": [0], "num_classes": 2}
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", METRICS)
def test_name_and_direction(name: str) -> None:
    """A metric calls itself what the linter expects, and small is good of it exactly where Keras says `down`."""
    keras.utils.clear_session()
    needed = [entry.name for entry in group("metrics")[name].parameters if entry.default is REQUIRED]
    metric = getattr(keras.metrics, name)(**{key: EXAMPLES.get(key, 0.5) for key in needed})
    assert metric.name == _own_name(name)
    expected = None if name in NEITHER else "down" if name in DOWN else "up"
    assert getattr(metric, "_direction", None) == expected


def test_no_direction_is_left_over() -> None:
    """Every metric of the tables exists; `crossentropy` is the one that Keras chooses by the loss."""
    assert set(DOWN) | set(NEITHER) <= {*METRICS, "crossentropy"}
