"""From a user's file to a trained model's answers in the user's units, labels and words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from rnndsl.runtime import device
from rnndsl.runtime.reopen import Opened, reopen

BATCH = 256


def predict(run: Path, source: str, allowed: bool = False) -> list[dict[str, Any]]:
    """Rows of predictions for a file (`-`: standard input); see `data.outputs` for what they hold.

    `allowed` says that the run's extensions may be imported. Raises RunError for what is no run and data.DataError for input
    that does not fit the model.
    """
    device.choose("auto")
    opened = reopen(run, compiled=False, allowed=allowed)
    given = opened.codec.read(source)
    return opened.codec.outputs(_answers(opened, given.inputs), given)


def _answers(opened: Opened, inputs: dict[str, Any]) -> dict[str, Any]:
    """Outputs by target name: numbers as the model gives them, texts decoded step by step."""
    shifted = next((field for field in opened.codec.inputs if field.shift), None)
    if shifted is not None:
        from rnndsl.runtime.decode import Greedy

        target = next(field for field in opened.codec.targets if field.kind == "text" and field.columns == shifted.columns)
        start, end = shifted.start or "", target.end or ""
        greedy = Greedy(opened.model, opened.typed(), shifted.name, target.name, start, end)
        return {target.name: greedy.texts(greedy.ids(inputs))}
    outputs = run_model(opened.model, inputs)
    if isinstance(outputs, dict):
        return {field.name: outputs[field.name] for field in opened.codec.targets if field.name in outputs}
    return {opened.codec.targets[0].name: outputs}


def run_model(model: keras.Model, inputs: dict[str, Any]) -> Any:
    """The model's outputs for any number of samples, also where its batch size is fixed (the last batch is filled up)."""
    samples = len(next(iter(inputs.values())))
    size = next(iter(model.inputs)).shape[0]
    missing = -samples % size if size else 0
    rows = np.minimum(np.arange(samples + missing), samples - 1)
    filled = {name: tf.convert_to_tensor(np.asarray(values)[rows].tolist(), _dtype(values)) for name, values in inputs.items()}
    outputs = model.predict(tf.data.Dataset.from_tensor_slices(filled).batch(size or BATCH), verbose=0)
    return {n: v[:samples] for n, v in outputs.items()} if isinstance(outputs, dict) else outputs[:samples]


def _dtype(values: Any) -> Any:
    values = np.asarray(values)
    return tf.string if values.dtype == object else tf.as_dtype(values.dtype)
