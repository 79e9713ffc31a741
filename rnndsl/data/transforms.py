"""Transforms of one column of numbers: fitted on the training part, applied in order, undone in reverse on predictions.

A step is a value; fitting returns a new one. Differences need the values before a prediction to be undone, so the stages
between the steps are kept: `stages[0]` is what the user gave, `stages[-1]` what the model sees. Missing values are NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record, replace

from .failure import DataError

Floats = npt.NDArray[np.float64]


class Step(Record):
    """A transform: `name` as in the file, `numbers` as written, `fitted` what the training part taught it."""

    name: str
    numbers: tuple[float, ...] = ()
    fitted: tuple[float, ...] = ()

    @property
    def lag(self) -> int:
        """Values of the past that undoing it needs."""
        return int(self.numbers[0]) if self.name == "difference" else 0


def steps(transforms: Sequence[tuple[Any, ...]]) -> tuple[Step, ...]:
    """The steps of a column, from transforms as `(name, *numbers)`."""
    return tuple(Step(str(name), tuple(numbers)) for name, *numbers in transforms)


def fit(chain: tuple[Step, ...], series: Floats, training: npt.NDArray[np.intp] | slice, column: str) -> tuple[Step, ...]:
    """Fit every step on the training rows of what the steps before it make of `series` (T,).

    Raises DataError naming `column` where a step is not defined on a value.
    """
    fitted: list[Step] = []
    for step in chain:
        step = replace(step, fitted=_learn(step, series[training]))
        series = forward_step(step, series, column)
        fitted.append(step)
    return tuple(fitted)


def _learn(step: Step, training: Floats) -> tuple[float, ...]:
    values = training[~np.isnan(training)]
    if step.name == "standardize":
        return (float(values.mean()), float(values.std()) or 1.0) if len(values) else (0.0, 1.0)
    if step.name == "minmax":
        low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
        return low, (high - low) or 1.0
    return ()


def stages(chain: tuple[Step, ...], series: Floats, column: str) -> tuple[Floats, ...]:
    """The series (T,) before the first step and after each one; raises DataError as `fit` does."""
    found = [series]
    for step in chain:
        found.append(forward_step(step, found[-1], column))
    return tuple(found)


def forward_step(step: Step, series: Floats, column: str) -> Floats:
    """One step applied to a series (T,); a difference leaves NaN where it has no past."""
    if step.name in _LOWEST:
        _check_domain(step, series, column)
    if step.name == "difference":
        result = np.full_like(series, np.nan)
        result[step.lag :] = series[step.lag :] - series[: max(len(series) - step.lag, 0)]
        return result
    if step.name in ("standardize", "minmax"):
        low, width = step.fitted
        return (series - low) / width
    if step.name == "clip":
        return np.clip(series, step.numbers[0], step.numbers[1])
    applied: Floats = _FORWARD[step.name](series)
    return applied


_FORWARD: dict[str, Any] = {"log": np.log, "log1p": np.log1p, "sqrt": np.sqrt}
_INVERSE: dict[str, Any] = {"log": np.exp, "log1p": np.expm1, "sqrt": np.square}
_LOWEST = {"log": ("positive", 0.0), "log1p": ("greater than -1", -1.0), "sqrt": ("at least 0", 0.0)}


def _check_domain(step: Step, series: Floats, column: str) -> None:
    words, low = _LOWEST[step.name]
    wrong = series < low if step.name == "sqrt" else series <= low
    if wrong.any():
        row = int(np.argmax(wrong))
        raise DataError(
            f"`{step.name}` needs values {words}, but `{column}` is {series[row]:g} in row {row + 1}: "
            f"take it out of the column's `transform`" + (", or use `log1p`" if step.name == "log" and series[row] == 0 else "")
        )


def invert(chain: tuple[Step, ...], predicted: Floats, history: Sequence[Floats], at: npt.NDArray[np.intp]) -> Floats:
    """Predictions (N, horizon) in what the user measures, undoing the steps from last to first.

    `history` are the stages of the series that the predictions continue, `at` (N,) the row of each first prediction. Only
    differences read them, and only rows before `at`; beyond those, earlier predictions take their place.
    """
    values = predicted
    for index in reversed(range(len(chain))):
        past = history[index] if chain[index].lag else values
        values = _invert_step(chain[index], values, past, at)
    return values


def _invert_step(step: Step, values: Floats, history: Floats, at: npt.NDArray[np.intp]) -> Floats:
    if step.name == "difference":
        lag, result = step.lag, np.empty_like(values)
        for ahead in range(values.shape[1]):
            past = history[at + ahead - lag] if ahead < lag else result[:, ahead - lag]
            result[:, ahead] = values[:, ahead] + past
        return result
    if step.name in ("standardize", "minmax"):
        low, width = step.fitted
        return values * width + low
    undone: Floats = values if step.name == "clip" else _INVERSE[step.name](values)
    return undone


def to_json(chain: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The steps as plain data."""
    return [{"name": s.name, "numbers": list(s.numbers), "fitted": list(s.fitted)} for s in chain]


def from_json(plain: list[dict[str, Any]]) -> tuple[Step, ...]:
    """The steps that `to_json` wrote."""
    return tuple(Step(s["name"], tuple(s["numbers"]), tuple(s["fitted"])) for s in plain)
