"""What a run is judged by: figures of the model and of its baselines, target by target, on the test part."""

from __future__ import annotations

import math
from typing import Any

from rnndsl.diagnostics.record import Record
from rnndsl.runtime.scores import HIGHER_IS_BETTER

TITLES = {
    "mae": "MAE",
    "rmse": "RMSE",
    "mape": "MAPE",
    "accuracy": "accuracy",
    "macro_f1": "macro F1",
    "token_accuracy": "token accuracy",
    "exact_match": "exact match",
}
SHARES = ("accuracy", "macro_f1", "token_accuracy", "exact_match")


class Contest(Record):
    """One target's figures: `figures` has "model" first, then the baselines, each with the same metrics; the first of them
    is the headline. `unit` is what values are measured in ("" for shares), `samples` how many were judged."""

    target: str
    kind: str
    unit: str
    samples: int
    figures: dict[str, dict[str, float]]

    @property
    def headline(self) -> str:
        """The metric that decides."""
        return next(iter(self.figures["model"]))

    @property
    def rival(self) -> str:
        """The best baseline by the headline."""
        baselines = {name: scores[self.headline] for name, scores in self.figures.items() if name != "model"}
        pick = max if self.headline in HIGHER_IS_BETTER else min
        return pick(baselines, key=lambda name: baselines[name])

    @property
    def won(self) -> bool:
        """Whether the model beats every baseline."""
        model, rival = (self.figures[name][self.headline] for name in ("model", self.rival))
        return model > rival if self.headline in HIGHER_IS_BETTER else model < rival


def verdict(contest: Contest) -> str:
    """One sentence that says how good the model is."""
    metric = contest.headline
    model, rival = (contest.figures[name][metric] for name in ("model", contest.rival))
    if not math.isfinite(model):
        return f"{TITLES[metric]} is not a number: training has diverged"
    words = f"{TITLES[metric]} {show(metric, model)}{_unit(contest)}, {contest.rival} {show(metric, rival)}"
    if metric in HIGHER_IS_BETTER:
        points = (model - rival) * 100
        if not points:
            return f"{words}: no better, the model has learned nothing yet"
        return f"{words}: {abs(points):.1f} points {'better' if points > 0 else 'worse: the model has learned too little'}"
    change = (1 - model / rival) * 100 if rival else 0.0
    if round(change) == 0:
        return f"{words}: no better than the baseline"
    return f"{words}: {abs(change):.0f} % {'less error' if change > 0 else 'more error: the baseline is the better forecast'}"


def show(metric: str, value: float) -> str:
    """A figure as people read it: shares and MAPE in percent, the rest with four digits."""
    if metric in SHARES:
        return f"{value * 100:.1f} %"
    return f"{value:.1f} %" if metric == "mape" else f"{value:#,.4g}".rstrip(".") if abs(value) < 1e4 else f"{value:,.0f}"


def rows(contest: Contest) -> tuple[list[str], list[list[str]]]:
    """The table of a contest: titles of its columns, and one row of text for the model and each baseline."""
    names = list(contest.figures["model"])
    titles = [f"{TITLES.get(n, n)}{_unit(contest) if n in ('mae', 'rmse') else ''}" for n in names]
    body = [[who, *(show(n, scores[n]) if n in scores else "" for n in names)] for who, scores in contest.figures.items()]
    return [contest.target, *titles], body


def _unit(contest: Contest) -> str:
    return f" {contest.unit}" if contest.unit else ""


def to_json(contests: tuple[Contest, ...], keras_metrics: dict[str, float]) -> dict[str, Any]:
    """What metrics.json holds."""
    return {
        "part": "test",
        "targets": {
            c.target: {"kind": c.kind, "unit": c.unit, "samples": c.samples, "headline": c.headline, "figures": c.figures}
            for c in contests
        },
        "keras": keras_metrics,
    }


def from_json(plain: dict[str, Any]) -> tuple[Contest, ...]:
    """The contests that `to_json` wrote."""
    return tuple(Contest(name, t["kind"], t["unit"], t["samples"], t["figures"]) for name, t in plain["targets"].items())
