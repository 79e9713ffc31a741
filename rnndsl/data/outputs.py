"""Predictions as people read them: forecasts in their units with their time stamps, classes by name, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from .codec import Codec, Field
    from .given import Given

Floats = npt.NDArray[np.float64]


def outputs(codec: Codec, predictions: dict[str, Any], given: Given) -> list[dict[str, Any]]:
    """One row per sample: the user's own texts or values, then each target; windows give one row per predicted step.

    `predictions` are the model's outputs by target name: (N, horizon[, columns]) or (N, columns) floats, class
    probabilities, or decoded texts. A class comes with its probability, and with all `probabilities`, likeliest first.
    """
    restored = codec.restore({n: v for n, v in predictions.items() if codec.field(n).kind != "text"}, given.series, given.at)
    if codec.window is None:
        rows = [dict(given.echo[i]) if given.echo else {} for i in range(given.samples)]
    else:
        named = codec.time or "step"
        rows = [{named: stamp} for _ in range(given.samples) for stamp in given.stamps]
    for name, values in predictions.items():
        field = codec.field(name)
        found = [{name: str(text)} for text in values] if field.kind == "text" else _columns(codec, field, restored[name])
        for row, more in zip(rows, found, strict=True):
            row.update(more)
    return rows


def _columns(codec: Codec, field: Field, values: npt.NDArray[Any]) -> list[dict[str, Any]]:
    """The columns of a target, one mapping per row of the result."""
    if field.kind == "category":
        names = codec.classes[field.name]
        return [_class(field.name, names, p) for p in probabilities(values, len(names), field.name in codec.logits)]
    flat = np.asarray(values, dtype=np.float64).reshape(-1, len(field.columns))
    return [{column: _short(v) for column, v in zip(field.columns, row, strict=True)} for row in flat]


def _short(value: float) -> float:
    """A number with the digits that a float32 model can mean."""
    return float(f"{value:.7g}")


def probabilities(values: npt.NDArray[Any], classes: int, logits: bool) -> Floats:
    """Class probabilities (rows, classes) from a model's output: one unit counts as the second of two classes."""
    scores = np.asarray(values, dtype=np.float64)
    if classes == 2 and scores.shape[-1] != 2:
        scores = scores.reshape(-1)
        second = 1 / (1 + np.exp(-scores)) if logits else scores
        return np.stack([1 - second, second], axis=-1)
    scores = scores.reshape(-1, classes)
    if not logits:
        return scores
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _class(target: str, names: tuple[str, ...], chances: Floats) -> dict[str, Any]:
    order = np.argsort(-chances, kind="stable")
    best = int(order[0])
    return {
        target: names[best],
        "probability": round(float(chances[best]), 6),
        "probabilities": {names[i]: round(float(chances[i]), 6) for i in order},
    }
