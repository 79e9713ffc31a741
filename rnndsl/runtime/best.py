"""Keeps the best weights: in memory at once, on disk soon, so that nothing that stops training loses them."""

from __future__ import annotations

import time
from typing import Any

import keras

from rnndsl.runtime.folder import WEIGHTS, RunFolder
from rnndsl.runtime.records import is_better

MARGIN = 2**18  # bytes for HDF5's own tables
SHARE = 0.02  # of the time of training that writing weights may take


class BestWeights(keras.callbacks.Callback):  # type: ignore[misc]
    """Remembers the weights of the epoch with the lowest `monitor` (a loss), and writes them to the run folder.

    Writes are spaced so that they cost a fiftieth of the time at most; `restore` puts the best weights back and makes
    sure that they are the ones on disk.
    """

    def __init__(self, folder: RunFolder, monitor: str) -> None:
        super().__init__()
        self.folder, self.monitor = folder, monitor
        self.best: float | None = None
        self.epoch = 0
        self._weights: list[Any] | None = None
        self._written = self._cost = 0.0
        self._on_disk = -1

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Keep the weights if they are better than all before."""
        value = (logs or {}).get(self.monitor)
        if not is_better(value, self.best):
            return
        self.best, self.epoch = float(value), epoch + 1  # type: ignore[arg-type]
        self._weights = self.model.get_weights()
        if time.perf_counter() - self._written >= self._cost / SHARE:
            self._write()

    def restore(self) -> None:
        """Give the model its best weights; what it has, if no epoch ended with a finite loss."""
        if self._weights is not None:
            self.model.set_weights(self._weights)
        if self._on_disk != self.epoch:
            self._write()

    def _write(self) -> None:
        began = time.perf_counter()
        self.folder.need(MARGIN + sum(weight.nbytes for weight in self._weights or ()) * 5 // 4)
        with self.folder.replacing(WEIGHTS) as beside:
            self.model.save_weights(beside)
        self._on_disk, self._written = self.epoch, time.perf_counter()
        self._cost = self._written - began
