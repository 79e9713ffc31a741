"""Forecasts and guesses that need no network: what a trained model has to beat before it is worth anything.

Every baseline uses only what the model could have known: values before the window's targets, labels of the training part.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def naive(series: Floats, starts: Ints, horizon: int) -> Floats:
    """The last known value, repeated.

    `series` is (T, C) in user units, `starts` (N,) the row of each window's first target; returns (N, horizon, C).
    """
    return np.repeat(series[starts - 1][:, None, :], horizon, axis=1)


def seasonal_naive(series: Floats, starts: Ints, horizon: int, period: int) -> Floats:
    """The value of the same place in the last known season; shapes as for `naive`, `period` in time steps.

    Raises ValueError if some window has less than a season before it.
    """
    if len(starts) and starts.min() < period:
        raise ValueError(f"a season of {period} steps does not fit before row {starts.min()}")
    steps = np.arange(horizon)
    back = steps - period * (steps // period + 1)
    return series[starts[:, None] + back[None, :]]


def majority_class(training: Ints, samples: int) -> Ints:
    """The most frequent label of the training part, for every sample: (samples,)."""
    counts = np.bincount(training.reshape(-1))
    return np.full(samples, counts.argmax(), dtype=np.int64)


def frequent_tokens(training: Ints, samples: int) -> Ints:
    """The most frequent token at each position of the training targets (N, T), for every sample: (samples, T)."""
    best = [Counter(column.tolist()).most_common(1)[0][0] for column in training.T]
    return np.tile(np.asarray(best, dtype=np.int64), (samples, 1))


def mean_value(training: Floats, samples: int) -> Floats:
    """The mean of the training targets (N, …), for every sample."""
    return np.repeat(training.mean(axis=0, keepdims=True), samples, axis=0)
