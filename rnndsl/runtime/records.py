"""What a display is told while a model trains; nothing here needs Keras, so displays load at once."""

from __future__ import annotations

import math
from typing import Protocol

from rnndsl.diagnostics.record import Record


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


def is_better(value: float | None, best: float | None) -> bool:
    """Whether a loss improves on the best so far; one that is not finite never does."""
    return value is not None and math.isfinite(value) and (best is None or value < best)
