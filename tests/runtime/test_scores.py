"""Scores agree with their definitions, computed the slow way."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from rnndsl.runtime import scores  # noqa: E402

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=60)


@given(LABELS)
def test_class_scores_and_confusion_count_the_same_samples(pairs: list[tuple[int, int]]) -> None:
    """Accuracy is the diagonal's share; F1 per class is 2·hits / (true + predicted)."""
    truth, predicted = (np.array(column) for column in zip(*pairs, strict=True))
    counts = scores.confusion(truth, predicted, 5)
    found = scores.class_scores(truth, predicted)
    assert counts.sum() == len(pairs)
    assert found["accuracy"] == pytest.approx(np.trace(counts) / len(pairs))
    f1 = [2 * counts[c, c] / (counts[c].sum() + counts[:, c].sum()) for c in range(5) if counts[c].sum()]
    assert found["macro_f1"] == pytest.approx(np.mean(f1))


def test_forecast_scores_are_in_the_units_of_the_values() -> None:
    """MAE 2, RMSE √5 and MAPE in percent; no MAPE where a true value is zero."""
    truth, predicted = np.array([[10.0, 20.0]]), np.array([[11.0, 17.0]])
    assert scores.forecast_scores(truth, predicted) == pytest.approx({"mae": 2, "rmse": 5**0.5, "mape": 12.5})
    assert "mape" not in scores.forecast_scores(truth - 10, predicted)


def test_padding_does_not_count_in_texts() -> None:
    """Only tokens of the truth count; a text is right if all of its tokens are."""
    truth, predicted = np.array([[4, 5, 0], [4, 6, 7]]), np.array([[4, 5, 9], [4, 6, 8]])
    assert scores.token_scores(truth, predicted) == {"token_accuracy": 0.8, "exact_match": 0.5}
