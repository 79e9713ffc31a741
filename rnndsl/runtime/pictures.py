"""Chooses what the picture of a run shows: losses always, and beside them what suits each target, as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnndsl.data import Dataset
from rnndsl.runtime import curves, scores
from rnndsl.runtime.fit import Trained
from rnndsl.runtime.folder import CURVES, RunFolder
from rnndsl.runtime.judge import Judged
from rnndsl.runtime.metrics import TITLES, Contest, show, verdict

SEASONS_SHOWN, WINDOWS_SHOWN, TARGETS_SHOWN = 3, 8, 3


def write(folder: RunFolder, name: str, trained: Trained, judged: Judged, dataset: Dataset) -> None:
    """Write curves.png."""
    panels = [curves.losses(trained.history, trained.best_epoch)]
    height, title = 4.4, name
    for contest in judged.contests[:TARGETS_SHOWN]:
        if len(judged.contests) == 1:
            title = f"{name}: {verdict(contest).partition(':')[0]}"
        draw, wanted = _panel(contest, judged, dataset)
        height = max(height, wanted)
        panels.append(draw)
    with folder.replacing(CURVES) as beside:
        curves.picture(beside, title, panels, height)


def _panel(contest: Contest, judged: Judged, dataset: Dataset) -> tuple[curves.Draw, float]:
    if contest.kind == "forecast":
        return _forecast(contest, judged, dataset), 4.4
    if contest.kind == "classes":
        classes = dataset.codec.classes[contest.target]
        counts = scores.confusion(
            judged.truth[contest.target].reshape(-1), judged.predicted[contest.target].reshape(-1), len(classes)
        )
        return curves.confusion(contest.target, counts, classes), max(4.4, 1.4 + 0.24 * len(classes))
    metric = contest.headline
    figures = {who: found[metric] for who, found in contest.figures.items()}
    return curves.bars(contest.target, TITLES[metric], figures, lambda value: show(metric, value)), 4.4


def _forecast(contest: Contest, judged: Judged, dataset: Dataset) -> curves.Draw:
    """The last forecasts of the test part, one after the other, with some of the past before them (of the first column)."""
    part = dataset.parts["test"]
    truth = judged.truth[contest.target]
    horizon = truth.shape[1]
    starts = part.starts[: len(truth)]
    chosen = _apart(starts, horizon)[-WINDOWS_SHOWN:]
    low = max(0, int(starts[chosen[0]]) - SEASONS_SHOWN * max(dataset.season or horizon, horizon))
    high = int(starts[-1]) + horizon
    pairs = [
        (
            np.arange(starts[i] - low, starts[i] - low + horizon),
            _first(judged.predicted[contest.target][i]),
            _first(judged.rivals[contest.target][i]),
        )
        for i in chosen
    ]
    series = dataset.raw(contest.target)[low:high, 0]
    return curves.forecast(contest.target, _moments(dataset, low, high), series, pairs, contest.rival, contest.unit)


def _first(values: Any) -> Any:
    return values[:, 0] if values.ndim > 1 else values


def _apart(starts: Any, horizon: int) -> list[int]:
    """Indices of windows that follow each other without overlap, the last one included."""
    chosen = [len(starts) - 1]
    for index in range(len(starts) - 2, -1, -1):
        if starts[chosen[-1]] - starts[index] >= horizon:
            chosen.append(index)
    return chosen[::-1]


def _moments(dataset: Dataset, low: int, high: int) -> Sequence[Any]:
    """Time stamps of the rows where the data have them, else row numbers."""
    return dataset.moments[low:high] or range(low, high)
