"""The figures by which models and baselines are compared: plain NumPy on what people read (units, classes, tokens)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.generic]
HIGHER_IS_BETTER = ("accuracy", "macro_f1", "token_accuracy", "exact_match")


def forecast_scores(truth: npt.NDArray[np.float64], predicted: npt.NDArray[np.float64]) -> dict[str, float]:
    """MAE and RMSE in the units of the target, and MAPE in percent where no true value is zero."""
    error = predicted - truth
    scores = {"mae": float(np.abs(error).mean()), "rmse": float(np.sqrt((error**2).mean()))}
    if np.all(truth != 0):
        scores["mape"] = float(np.abs(error / truth).mean() * 100)
    return scores


def class_scores(truth: npt.NDArray[np.int64], predicted: npt.NDArray[np.int64]) -> dict[str, float]:
    """Accuracy, and the mean of the F1 scores of all classes that occur in the truth."""
    scores = []
    for label in np.unique(truth):
        hits = np.sum((truth == label) & (predicted == label))
        total = np.sum(truth == label) + np.sum(predicted == label)
        scores.append(2 * hits / total)
    return {"accuracy": float((truth == predicted).mean()), "macro_f1": float(np.mean(scores))}


def token_scores(truth: npt.NDArray[np.int64], predicted: npt.NDArray[np.int64]) -> dict[str, float]:
    """Share of tokens and of whole sequences that are right; positions of padding (id 0 in the truth) do not count."""
    counted = truth != 0
    right = (truth == predicted) & counted
    whole = (right | ~counted).all(axis=1)
    return {"token_accuracy": float(right.sum() / max(counted.sum(), 1)), "exact_match": float(whole.mean())}


def confusion(truth: npt.NDArray[np.int64], predicted: npt.NDArray[np.int64], classes: int) -> npt.NDArray[np.int64]:
    """How often samples of a class (rows) were taken for each class (columns): (classes, classes)."""
    return np.bincount(truth * classes + predicted, minlength=classes * classes).reshape(classes, classes)
