"""Names and directions of what training logs are those of Keras, for every metric that a file can name."""

from __future__ import annotations

import keras
import numpy as np
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


def test_losses_of_several_outputs_have_no_direction() -> None:
    """Keras logs a loss per output, and fails to tell by itself that small is good of it."""
    given = keras.Input((3, 1))
    state = keras.layers.GRU(2)(given)
    model = keras.Model(given, {name: keras.layers.Dense(1, name=name)(state) for name in "ab"})
    model.compile(loss={"a": "mse", "b": "mse"}, metrics={"b": ["mae"]})
    goals = {name: np.zeros((4, 1)) for name in "ab"}
    data = (np.zeros((4, 3, 1)), goals)
    history = model.fit(*data, validation_data=data, verbose=0).history
    assert {"loss", "a_loss", "b_loss", "b_mae", "val_b_mae"} <= set(history)
    for monitor in ("val_a_loss", "val_b_mae"):
        with pytest.raises(ValueError, match="isn't able to automatically determine"):
            model.fit(*data, validation_data=data, callbacks=[keras.callbacks.EarlyStopping(monitor)], verbose=0)
