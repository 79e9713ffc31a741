"""Trains a compiled model on a dataset's training part: Keras' own loop, watched but never slowed down."""

from __future__ import annotations

from typing import Any, Protocol

import keras

from rnndsl.diagnostics.record import Record
from rnndsl.runtime.best import BestWeights
from rnndsl.runtime.failure import RunError
from rnndsl.runtime.folder import RunFolder
from rnndsl.runtime.interrupt import Interrupt
from rnndsl.runtime.progress import Progress
from rnndsl.runtime.records import Display, Epoch, Plan
from rnndsl.runtime.states import FreshStates


class Part(Protocol):
    """What training wants of a part of the data."""

    @property
    def samples(self) -> int:
        """How many samples an epoch has."""

    def batches(self, batch_size: int, shuffle: bool = False, seed: int = 0, drop_remainder: bool = False) -> Any:
        """Batches of inputs and targets; endless with `shuffle`."""


class Settings(Record):
    """How long and in which portions: from the file's train section; `name` is what people call the model."""

    epochs: int
    batch_size: int
    shuffle: bool
    seed: int
    drop_remainder: bool = False
    name: str = ""


class Trained(Record):
    """What training came to. `best_epoch` counts from 1 (0: no epoch ended), `stopped_by` names the signal, if one did."""

    epochs: tuple[Epoch, ...]
    best_epoch: int
    monitor: str
    stopped_by: str = ""

    @property
    def seconds(self) -> float:
        """Time of all epochs, validation included."""
        return sum(epoch.seconds for epoch in self.epochs)

    @property
    def history(self) -> dict[str, list[float]]:
        """Losses and metrics by name, one value per epoch; `seconds` and `samples_per_second` too."""
        names = list(dict.fromkeys(name for epoch in self.epochs for name in epoch.logs))
        found = {name: [epoch.logs.get(name, float("nan")) for epoch in self.epochs] for name in names}
        found["seconds"] = [round(epoch.seconds, 4) for epoch in self.epochs]
        found["samples_per_second"] = [round(epoch.samples_per_second, 1) for epoch in self.epochs]
        return found


def fit(
    model: keras.Model,
    parts: dict[str, Part],
    settings: Settings,
    callbacks: list[Any],
    folder: RunFolder,
    display: Display,
    device: str,
) -> Trained:
    """Train `model` in place; afterwards it has its best weights, by val_loss (by loss without a validation part).

    Raises RunError where the training part has no whole batch, and what Keras raises.
    """
    training, validation = parts["training"], parts.get("validation")
    steps = training.samples // settings.batch_size if settings.drop_remainder else -(-training.samples // settings.batch_size)
    if steps == 0:
        raise RunError(f"the training part has {training.samples} samples, fewer than one batch of {settings.batch_size}")
    monitor = "val_loss" if validation is not None else "loss"
    plan = Plan(settings.name or model.name, settings.epochs, steps, training.samples, model.count_params(), device, monitor)
    best = BestWeights(folder, monitor)
    with Interrupt() as interrupt:
        progress = Progress(plan, display, interrupt)
        try:
            model.fit(
                training.batches(settings.batch_size, settings.shuffle, settings.seed, settings.drop_remainder),
                epochs=settings.epochs,
                steps_per_epoch=steps if settings.shuffle else None,
                validation_data=validation.batches(settings.batch_size, drop_remainder=settings.drop_remainder)
                if validation is not None
                else None,
                callbacks=[*callbacks, FreshStates(), best, progress],
                verbose=0,
            )
        finally:
            display.stop()
        best.restore()
    return Trained(tuple(progress.epochs), best.epoch, monitor, interrupt.signal)
