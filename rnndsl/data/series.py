"""Columns of numbers on their way to the model and back: raw, after each transform, and what undoes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record
from rnndsl.probe.plan import ColumnPlan, Plan

from . import transforms
from .failure import DataError
from .missing import fill
from .table import Table
from .transforms import Step

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


class Series(Record):
    """Columns by name: the fitted steps, and the values (T,) before the first step and after each one."""

    steps: dict[str, tuple[Step, ...]]
    stages: dict[str, tuple[Floats, ...]]

    @property
    def lead(self) -> int:
        """Rows at the start in which some column has no value yet."""
        firsts = [int(np.argmax(~np.isnan(s[-1]))) if len(s[-1]) else 0 for s in self.stages.values()]
        return max(firsts, default=0)

    def model(self, columns: Sequence[str]) -> npt.NDArray[np.float32]:
        """What the model sees of some columns: (T, columns)."""
        return np.stack([self.stages[c][-1] for c in columns], axis=-1).astype(np.float32)

    def raw(self, columns: Sequence[str]) -> Floats:
        """What the user measures: (T, columns)."""
        return np.stack([self.stages[c][0] for c in columns], axis=-1)

    def restore(self, columns: Sequence[str], predicted: npt.NDArray[np.floating[Any]], at: Rows) -> Floats:
        """Predictions (N, horizon, columns) in what the user measures; `at` (N,) is the row of each first prediction."""
        values = np.asarray(predicted, dtype=np.float64)
        restored = [transforms.invert(self.steps[c], values[..., i], self.stages.get(c, ()), at) for i, c in enumerate(columns)]
        return np.stack(restored, axis=-1)


def fit(table: Table, plan: Plan, training: Rows | slice, borders: Sequence[int]) -> Series:
    """Read and transform every numeric column of a plan; only the `training` rows teach the transforms.

    `borders` are the first rows of the later parts, where rows have an order. Raises DataError for values that are missing,
    no numbers, or outside a transform's domain.
    """
    steps: dict[str, tuple[Step, ...]] = {}
    stages: dict[str, tuple[Floats, ...]] = {}
    for column in plan.numbers:
        settings = plan.columns.get(column, ColumnPlan())
        chain = transforms.steps(settings.transforms)
        _needs_order(plan, column, settings, chain)
        raw = fill(table.numbers(column), settings.missing, borders, column)
        steps[column] = transforms.fit(chain, raw, training, column)
        stages[column] = transforms.stages(steps[column], raw, column)
    return Series(steps, stages)


def _needs_order(plan: Plan, column: str, settings: ColumnPlan, chain: tuple[Step, ...]) -> None:
    if plan.chronological:
        return
    wants = next((s.name for s in chain if s.lag), settings.missing if settings.missing in ("forward", "interpolate") else "")
    if wants:
        raise DataError(f"`{wants}` on `{column}` needs rows in order of time: name the column that orders them with `time:`")


def apply(table: Table, steps: dict[str, tuple[Step, ...]], policies: dict[str, str], columns: Sequence[str]) -> Series:
    """New rows through steps fitted before; raises DataError as `fit` does."""
    stages = {}
    for column in columns:
        raw = fill(table.numbers(column), policies.get(column, "error"), (), column)
        stages[column] = transforms.stages(steps[column], raw, column)
    return Series(steps, stages)
