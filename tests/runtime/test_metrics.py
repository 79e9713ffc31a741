"""Contests say who won and in which words."""

from __future__ import annotations

import json

from rnndsl.runtime.metrics import Contest, from_json, rows, to_json, verdict

FORECAST = Contest("y", "forecast", "kWh", 9, {"model": {"mae": 25.0}, "last value": {"mae": 77.0}, "seasonal": {"mae": 50.0}})
CLASSES = Contest("c", "classes", "", 9, {"model": {"accuracy": 0.7}, "most frequent class": {"accuracy": 0.8}})


def test_the_rival_is_the_best_baseline() -> None:
    """The smaller error, the higher accuracy; and the model wins only against that one."""
    assert (FORECAST.rival, FORECAST.won) == ("seasonal", True)
    assert (CLASSES.rival, CLASSES.won) == ("most frequent class", False)


def test_the_verdict_is_honest_in_both_directions() -> None:
    """A lost contest is said as plainly as a won one."""
    assert verdict(FORECAST) == "MAE 25.00 kWh, seasonal 50.00: 50 % less error"
    assert verdict(CLASSES).endswith("10.0 points worse: the model has learned too little")
    close = Contest("y", "forecast", "kWh", 9, {"model": {"mae": 50.1}, "seasonal": {"mae": 50.0}})
    assert verdict(close) == "MAE 50.10 kWh, seasonal 50.00: no better than the baseline"


def test_contests_survive_metrics_json() -> None:
    """What metrics.json holds is all of it."""
    plain = json.loads(json.dumps(to_json((FORECAST, CLASSES), {"loss": 1.0})))
    assert from_json(plain) == (FORECAST, CLASSES)


def test_the_table_puts_the_model_first() -> None:
    """One row each, under titles with units."""
    titles, body = rows(FORECAST)
    assert titles == ["y", "MAE kWh"]
    assert [row[0] for row in body] == ["model", "last value", "seasonal"]
