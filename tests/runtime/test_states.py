"""Training starts stateful layers anew before every epoch and every validation."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from rnndsl.runtime.states import FreshStates

pytestmark = pytest.mark.slow


class Seen(keras.callbacks.Callback):
    """Remembers whether there are states at the first batch of each pass."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[bool] = []

    def on_epoch_begin(self, epoch, logs=None) -> None:
        self.note()

    def on_test_begin(self, logs=None) -> None:
        self.note()

    def note(self) -> None:
        states = [state for layer in self.model.layers for state in getattr(layer, "states", None) or ()]
        self.kept.append(any(np.any(keras.ops.convert_to_numpy(state)) for state in states))


@pytest.mark.parametrize("fresh", [True, False])
def test_every_pass_begins_without_states(fresh: bool) -> None:
    """With the callback no pass finds states of another; without it all but the first do, which is what Keras does."""
    model = keras.Sequential([keras.Input((5, 2), batch_size=4), keras.layers.LSTM(3, stateful=True), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    x, y = np.ones((8, 5, 2), "float32"), np.ones((8, 1), "float32")
    seen = Seen()
    before = [FreshStates()] if fresh else []
    model.fit(x, y, batch_size=4, epochs=2, shuffle=False, validation_data=(x, y), callbacks=[*before, seen], verbose=0)
    assert seen.kept == [False, not fresh, not fresh, not fresh]
