"""Stateful layers begin every pass over a part of the data as they begin in a fresh process: that of no other one is known.

Keras carries states on from the end of an epoch into validation, and from there into the next epoch.
"""

from __future__ import annotations

from typing import Any

import keras


def forget(model: keras.Model) -> None:
    """Set the states of all stateful layers to zero."""
    for layer in model.layers:
        if getattr(layer, "stateful", False):
            layer.reset_states()


class FreshStates(keras.callbacks.Callback):  # type: ignore[misc]
    """Forgets before every epoch and before every validation."""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """The first sample of the training part follows no other."""
        forget(self.model)

    def on_test_begin(self, logs: Any = None) -> None:
        """Nor does the first one of the validation part."""
        forget(self.model)
