"""Time stamps are continued as people would write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rnndsl.data.clock import recognise


def days(first: date, count: int, step: int = 1) -> list[str]:
    return [(first + timedelta(days=step * i)).isoformat() for i in range(count)]


@pytest.mark.parametrize(
    ("stamps", "after", "season"),
    [
        (["1949-10", "1949-11", "1949-12"], ["1950-01", "1950-02"], 12),
        (["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"], ["2020-05-31", "2020-06-30"], 12),
        (["2019-10-01", "2020-01-01", "2020-04-01"], ["2020-07-01", "2020-10-01"], 4),
        (days(date(2020, 2, 20), 9), ["2020-02-29", "2020-03-01"], 7),
        (days(date(2020, 1, 6), 9, 7), ["2020-03-09", "2020-03-16"], 52),
        (["2020-01-01 22:00", "2020-01-01 23:00", "2020-01-02 00:00"], ["2020-01-02 01:00", "2020-01-02 02:00"], 24),
        (["2020-01-01T00:00:00", "2020-01-01T00:30:00"], ["2020-01-01T01:00:00", "2020-01-01T01:30:00"], None),
        (["29.02.2020", "01.03.2020", "02.03.2020"], ["03.03.2020", "04.03.2020"], 7),
        (["1", "2", "3"], ["4", "5"], None),
        (["0.5", "1", "1.5"], ["2", "2.5"], None),
        (["1990", "1991", "1992"], ["1993", "1994"], None),
    ],
)
def test_continued(stamps: list[str], after: list[str], season: int | None) -> None:
    """The form and the step are recognised, and the stamps go on in both."""
    clock = recognise(stamps)
    assert clock is not None
    assert clock.after(stamps[-1], 2) == after
    assert clock.season == season


def test_weekdays() -> None:
    """A series of trading days leaves out the weekend."""
    stamps = [d for d in days(date(2024, 1, 1), 40) if date.fromisoformat(d).weekday() < 5]
    clock = recognise(stamps[:-1])
    assert clock is not None
    assert clock.weekdays
    assert clock.after("2024-02-02", 2) == ["2024-02-05", "2024-02-06"]


def test_one_gap_does_not_hide_the_step() -> None:
    """A missing day among many leaves the step a day."""
    stamps = days(date(2020, 1, 1), 30)
    del stamps[11]
    clock = recognise(stamps)
    assert clock is not None
    assert clock.after(stamps[-1], 1) == ["2020-01-31"]


def test_no_step() -> None:
    """Where rows keep no step, predictions are numbered."""
    clock = recognise(["2020-01-01", "2020-01-05", "2020-03-01", "2020-03-02"])
    assert clock is not None
    assert clock.after("2020-03-02", 2) == ["+1", "+2"]
    assert recognise(["spring", "summer"]) is None
