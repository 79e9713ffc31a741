"""Measures a model and its baselines on the test part, target by target, in what the user measures.

`train` and `evaluate` both come here with the same arguments, so their figures cannot differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import numpy.typing as npt

from rnndsl.data import Dataset, Part
from rnndsl.data.codec import Field
from rnndsl.diagnostics.record import Record
from rnndsl.ir.typed import Typed
from rnndsl.runtime import baselines, scores, texts
from rnndsl.runtime.metrics import Contest
from rnndsl.runtime.states import forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Array = npt.NDArray[Any]

NAIVE, MAJORITY, MEAN = "last value", "most frequent class", "mean"


class Judged(Record):
    """Contests by target, what Keras itself measures on the test part, and for pictures: truth, predictions and the best
    baseline's, by target, in the user's units. `examples` are rows of text for the report: given, written, expected."""

    contests: tuple[Contest, ...] = ()
    keras: dict[str, float] = {}
    truth: dict[str, Array] = {}
    predicted: dict[str, Array] = {}
    rivals: dict[str, Array] = {}
    examples: tuple[tuple[str, str, str], ...] = ()


def judge(model: keras.Model, dataset: Dataset, typed: Typed, batch_size: int, drop_remainder: bool = False) -> Judged:
    """All figures of the test part; nothing without one, and no contest for a target that no output is named after."""
    part = dataset.parts.get("test")
    if part is None:
        return Judged()
    batches = part.batches(batch_size, drop_remainder=drop_remainder)
    forget(model)
    measured = {name: float(value) for name, value in model.evaluate(batches, verbose=0, return_dict=True).items()}
    forget(model)
    outputs = model.predict(batches.map(lambda inputs, targets: inputs), verbose=0)
    names = [output.name for output in typed.graph.outputs]
    predictions = outputs if isinstance(outputs, dict) else {names[0]: outputs}
    contests, truth, predicted, rivals = [], {}, {}, {}
    examples: tuple[tuple[str, str, str], ...] = ()
    for field in part.codec.targets:
        if field.name not in predictions:
            continue
        if field.kind == "text":
            contest, pair, baseline, examples = texts.contest(field, part, dataset, typed, model, predictions[field.name])
        else:
            contest, pair, baseline = _TASKS[field.kind](field, part, dataset, predictions[field.name])
        contests.append(contest)
        truth[field.name], predicted[field.name] = pair
        rivals[field.name] = baseline[contest.rival]
    return Judged(tuple(contests), measured, truth, predicted, rivals, examples)


Verdict = tuple[Contest, tuple["Array", "Array"], "dict[str, Array]"]


def _numbers(field: Field, part: Part, dataset: Dataset, output: Array) -> Verdict:
    """Forecasts and regressions, in user units."""
    rows = slice(0, len(output))
    truth = part.targets()[field.name][rows]
    predicted = part.restore({field.name: _full(output, part)})[field.name][rows].reshape(truth.shape)
    found = {name: values[rows].reshape(truth.shape) for name, values in _number_baselines(field, part, dataset)}
    figures = {name: scores.forecast_scores(truth, values) for name, values in {"model": predicted, **found}.items()}
    unit = field.columns[0] if len(field.columns) == 1 else ""
    kind = "forecast" if part.codec.window else "regression"
    return Contest(field.name, kind, unit, len(truth), figures), (truth, predicted), found


def _full(output: Array, part: Part) -> Array:
    """Predictions for all samples of the part: where the last batch was dropped, zeros stand in (they are cut off again)."""
    missing = part.samples - len(output)
    return np.concatenate([output, np.zeros((missing, *output.shape[1:]), output.dtype)]) if missing else output


def _number_baselines(field: Field, part: Part, dataset: Dataset) -> Iterator[tuple[str, Array]]:
    series, starts = dataset.raw(field.name), part.starts
    if part.codec.window is None and part.codec.time is None:
        yield MEAN, baselines.mean_value(series[dataset.training.rows], part.samples)
        return
    horizon = part.codec.window[1] if part.codec.window else 1
    yield NAIVE, baselines.naive(series, starts, horizon)
    season = dataset.season
    if season and season > 1 and len(starts) and starts.min() >= season:
        yield f"seasonal naive ({season})", baselines.seasonal_naive(series, starts, horizon, season)


def _classes(field: Field, part: Part, dataset: Dataset, output: Array) -> Verdict:
    """Classes: the one with the highest score, or for a single score the one on its side of one half."""
    truth = part.targets()[field.name][: len(output)].astype(np.int64)
    predicted = pick(output, field.name in part.codec.logits).reshape(truth.shape)
    training = dataset.training.targets()[field.name].astype(np.int64)
    guess = np.broadcast_to(baselines.majority_class(training, 1), truth.shape)
    figures = {
        name: scores.class_scores(truth.reshape(-1), values.reshape(-1))
        for name, values in {"model": predicted, MAJORITY: guess}.items()
    }
    return Contest(field.name, "classes", "", len(truth), figures), (truth, predicted), {MAJORITY: guess}


def pick(output: Array, logits: bool) -> Array:
    """Class numbers from scores (N, …, classes), or from one score per sample (N, 1) of the second class."""
    if output.shape[-1] == 1:
        return (output[..., 0] > (0.0 if logits else 0.5)).astype(np.int64)
    chosen: Array = output.argmax(axis=-1)
    return chosen


_TASKS: dict[str, Callable[..., Verdict]] = {"columns": _numbers, "category": _classes}
