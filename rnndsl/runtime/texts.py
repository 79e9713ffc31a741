"""Measures a model that writes texts: with the right beginning given, as in training, and all by itself."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from rnndsl.data import Dataset, Part
from rnndsl.data.codec import Field
from rnndsl.ir.typed import Typed
from rnndsl.runtime import baselines, scores
from rnndsl.runtime.decode import Greedy
from rnndsl.runtime.metrics import Contest

Array = npt.NDArray[Any]
Examples = tuple[tuple[str, str, str], ...]
FREQUENT = "most frequent words"
SHOWN = 6


def contest(
    field: Field, part: Part, dataset: Dataset, typed: Typed, model: keras.Model, output: Array
) -> tuple[Contest, tuple[Array, Array], dict[str, Array], Examples]:
    """The figures of a text target, (truth, prediction) as ids (N, T), the baseline's ids, and examples for people.

    Token accuracy is measured on `output` (N, T, vocabulary), where the model saw the right words before each place; exact
    match on what it writes alone, or on the same where the file has no input with `shift`.
    """
    truth = _ids(part, field.name)[: len(output), : output.shape[1]]
    teacher = output.argmax(axis=-1)
    guess = baselines.frequent_tokens(_ids(dataset.training, field.name)[:, : truth.shape[1]], len(truth))
    figures = {"model": scores.token_scores(truth, teacher), FREQUENT: scores.token_scores(truth, guess)}
    written, examples = _written(field, part, typed, model, truth)
    if written is not None:
        figures["model"]["exact_match"] = scores.token_scores(truth, written)["exact_match"]
    return Contest(field.name, "texts", "", len(truth), figures), (truth, teacher), {FREQUENT: guess}, examples


def _ids(part: Part, target: str) -> Array:
    return part.arrays()[1][target]


def _written(field: Field, part: Part, typed: Typed, model: keras.Model, truth: Array) -> tuple[Array | None, Examples]:
    """What the model writes by itself, as wide as the truth; nothing where there is no `shift` input to write into."""
    shifted = next((i for i in part.codec.inputs if i.shift and i.columns == field.columns), None)
    if shifted is None:
        return None, ()
    greedy = Greedy(model, typed, shifted.name, field.name, shifted.start or "", field.end or "")
    inputs = {name: values[: len(truth)] for name, values in part.arrays()[0].items()}
    ids = greedy.ids(inputs)
    given = next((values for name, values in inputs.items() if name != shifted.name and values.dtype == object), None)
    spread = np.unique(np.linspace(0, len(ids) - 1, min(SHOWN, len(ids))).astype(int))
    expected = part.targets()[field.name]
    examples = [(str(given[i]) if given is not None else "", greedy.texts(ids[i : i + 1])[0], str(expected[i])) for i in spread]
    ids = ids[:, : truth.shape[1]]
    return np.pad(ids, ((0, 0), (0, truth.shape[1] - ids.shape[1]))), tuple(examples)
