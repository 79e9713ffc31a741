"""What a display is told while a model trains, without ever making training wait.

Nothing here asks for a value of a step that is still being computed, except when a display is due (ten times a second at
most). Displays themselves live with the commands; this module knows only what they can be told.
"""

from __future__ import annotations

import time
from typing import Any, Protocol

import keras

from rnndsl.diagnostics.record import Record
from rnndsl.runtime.interrupt import Interrupt

REFRESH = 0.1  # seconds between two looks of a live display


class Plan(Record):
    """What training is about to do. `samples` and `steps` count one epoch; `monitor` is what the best weights go by."""

    name: str
    epochs: int
    steps: int
    samples: int
    parameters: int
    device: str
    monitor: str


class Epoch(Record):
    """A finished epoch, counted from 1: its losses and metrics by Keras' names, how long it took, what is the best so far."""

    number: int
    logs: dict[str, float]
    seconds: float
    samples_per_second: float
    left: float
    best: bool


class Display(Protocol):
    """Shows training to a person. `live` tells whether `step` wants to be called at all."""

    live: bool

    def start(self, plan: Plan) -> None:
        """Training begins."""

    def step(self, epoch: int, step: int, logs: dict[str, float]) -> None:
        """`step` steps of an epoch are done; `logs` are the means so far."""

    def epoch(self, epoch: Epoch) -> None:
        """An epoch is done, validation included."""

    def note(self, text: str) -> None:
        """Something worth a line happened."""

    def stop(self) -> None:
        """Training is over."""


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
        if self.interrupt.requested:
            self.model.stop_training = True
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


def is_better(value: float | None, best: float | None) -> bool:
    """Whether a loss improves on the best so far; a NaN never does."""
    return value is not None and value == value and (best is None or value < best)


def _floats(logs: dict[str, Any]) -> dict[str, float]:
    """The scalars of Keras' logs as floats (a metric may hold tensors)."""
    flat: dict[str, float] = {}
    for name, value in logs.items():
        try:
            flat[name] = float(value)
        except (TypeError, ValueError):
            continue
    return flat
