"""Tells a display how training goes, without ever making training wait.

Nothing here asks for a value of a step that is still being computed, except when a display is due (ten times a second at
most). Displays themselves live with the commands; `records` holds what they can be told.
"""

from __future__ import annotations

import time
from typing import Any

import keras

from rnndsl.runtime.interrupt import Interrupt
from rnndsl.runtime.records import Display, Epoch, Plan, is_better

REFRESH = 0.1  # seconds between two looks of a live display


class Progress(keras.callbacks.Callback):  # type: ignore[misc]
    """Tells the display of steps and epochs, and Keras of an interruption; collects the finished epochs."""

    def __init__(self, plan: Plan, display: Display, interrupt: Interrupt) -> None:
        super().__init__()
        self.plan, self.display, self.interrupt = plan, display, interrupt
        self.epochs: list[Epoch] = []
        self.best: float | None = None
        self._began = self._epoch_began = self._shown = 0.0
        self._number = 0

    def on_train_begin(self, logs: Any = None) -> None:
        """Start the clock."""
        self._began = time.perf_counter()
        self.display.start(self.plan)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start the clock of the epoch."""
        self._epoch_began, self._number = time.perf_counter(), epoch + 1

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Stop where somebody asked for it; refresh the display if it is due (the end of a step would wait for its loss)."""
        if self.interrupt.requested and not self.model.stop_training:
            self.model.stop_training = True
            self.display.note(f"{self.interrupt.signal}: stopping after this step (once more: at once)")
        if not self.display.live:
            return
        now = time.perf_counter()
        if now - self._shown >= REFRESH:
            self._shown = now
            self.display.step(self._number, batch, _floats(self.model.get_metrics_result()) if batch else {})

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Record the epoch and show it."""
        if self.interrupt.requested:
            self.model.stop_training = True
        now, values = time.perf_counter(), _floats(logs or {})
        seconds = now - self._epoch_began
        better = is_better(values.get(self.plan.monitor), self.best)
        self.best = values[self.plan.monitor] if better else self.best
        left = (now - self._began) / (epoch + 1) * (self.plan.epochs - epoch - 1)
        row = Epoch(epoch + 1, values, seconds, self.plan.samples / max(seconds, 1e-9), left, better)
        self.epochs.append(row)
        self.display.epoch(row)

    def on_train_end(self, logs: Any = None) -> None:
        """Let the display finish its last picture."""
        self.display.stop()


def _floats(logs: dict[str, Any]) -> dict[str, float]:
    """The scalars of Keras' logs as floats (a metric may hold tensors): the loss first, what is validated last."""
    flat: dict[str, float] = {}
    for name, value in sorted(logs.items(), key=lambda log: (log[0].startswith("val_"), log[0] not in ("loss", "val_loss"))):
        try:
            flat[name] = float(value)
        except (TypeError, ValueError):
            continue
    return flat
