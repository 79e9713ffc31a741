"""Baselines know nothing of the future and repeat what they should."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")

from rnndsl.runtime import baselines  # noqa: E402

SERIES = np.arange(40.0)[:, None]
STARTS = np.array([12, 20])


def test_naive_repeats_the_last_known_value() -> None:
    """The value of the row before the first target, at every step."""
    assert baselines.naive(SERIES, STARTS, 3)[:, :, 0].tolist() == [[11, 11, 11], [19, 19, 19]]


@pytest.mark.parametrize("horizon", [1, 4, 12, 30])
def test_seasonal_naive_repeats_the_last_known_season(horizon: int) -> None:
    """Every step is the latest value of the same place in the season that lies before the window's targets."""
    period = 4
    forecast = baselines.seasonal_naive(SERIES, STARTS, horizon, period)[:, :, 0]
    for start, row in zip(STARTS, forecast, strict=True):
        for ahead, value in enumerate(row):
            known = [t for t in range(start) if (start + ahead - t) % period == 0]
            assert value == max(known)


def test_a_season_that_does_not_fit_is_refused() -> None:
    """Looking back before the first row would silently read the end of the series."""
    with pytest.raises(ValueError, match="does not fit"):
        baselines.seasonal_naive(SERIES, np.array([3]), 2, 4)


def test_guesses_come_from_the_training_part() -> None:
    """The most frequent class, the most frequent token of each position, the mean."""
    assert baselines.majority_class(np.array([2, 0, 2]), 2).tolist() == [2, 2]
    assert baselines.frequent_tokens(np.array([[1, 5], [1, 6], [2, 6]]), 2).tolist() == [[1, 6], [1, 6]]
    assert baselines.mean_value(np.array([[1.0], [3.0]]), 2).tolist() == [[2.0], [2.0]]
