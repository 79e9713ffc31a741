"""A document taken to real Keras: built, fed with random data of the declared shapes, trained for one step.

Two ways lead there. `as_graph` emits what the linter resolved, mistakes included. `as_written` is for mistakes of language,
which leave no graph: it hands every line's arguments to Keras as they stand, as somebody who writes Keras by hand would.
"""

from __future__ import annotations

import contextlib
import io
import logging
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
import yaml

from rnndsl.backend.build import build
from rnndsl.backend.emit import emit
from rnndsl.ir.dims import UNKNOWN, Shape
from rnndsl.ir.graph import Graph, Target
from rnndsl.ir.tensor import TensorSpec
from rnndsl.pipeline import Checked
from rnndsl.runtime import callbacks

SAMPLES, STEPS, CLASSES = 8, 7, 5


@dataclass
class Trial:
    """What happened: the model (None if it could not be built), its data, the loss before the step, messages, the exception."""

    model: keras.Model | None
    inputs: dict[str, np.ndarray]
    target: np.ndarray | dict[str, np.ndarray] | None
    loss: float | None
    said: str
    error: Exception | None


def as_graph(checked: Checked) -> Trial:
    """Emit, build and fit the model of a checked document; exceptions are kept, not raised."""
    assert checked.typed is not None
    graph = checked.typed.graph
    batch = _batch(checked)
    samples = checked.facts.samples.get("training", batch) if graph.batch_size is not None else batch
    samples -= samples % batch if samples > batch else 0  # whole batches, where there is one, as training takes them
    real = {entry.name: entry.tensor for entry in checked.facts.inputs}
    vocabulary = {entry.name: entry.vocabulary for entry in graph.inputs}
    rng = np.random.default_rng(0)
    inputs = {e.name: values(rng, real.get(e.name, e.tensor), vocabulary[e.name] or 20, samples) for e in graph.inputs}
    goals = {goal.name: labels(rng, goal.tensor.dims, classes_of(goal, graph), samples) for goal in graph.targets}
    target = next(iter(goals.values()), None) if len(goals) < 2 else goals
    with tempfile.TemporaryDirectory() as folder:
        watching = callbacks.make(graph.train.get("callbacks") if graph.train is not None else None, Path(folder))
        return run(lambda: build(emit(graph)), inputs, target, watching, batch)


def _batch(checked: Checked) -> int:
    """The samples of a batch: as training asks for them, or as the model holds them."""
    fixed = checked.typed.graph.batch_size if checked.typed is not None else None
    asked = checked.spec.get("train", "batch_size") if checked.spec is not None else None
    if fixed is None:
        return SAMPLES
    return asked.data if asked is not None and not asked.default else fixed


def classes_of(goal: Target, graph: Graph) -> int | None:
    """Number of classes of a target; two where its loss asks for yes or no, or where only the data can tell."""
    if goal.classes is not None:
        return goal.classes if isinstance(goal.classes, int) else 2
    loss = graph.losses.get(goal.name)
    return 2 if loss is not None and "binary" in loss.name.lower() else None


def as_written(text: str) -> Trial:
    """Build what a document says line by line, without any check of ours."""
    section = yaml.safe_load(text)["model"]
    rng = np.random.default_rng(0)
    shapes = {name: entry if isinstance(entry, dict) else {"shape": entry} for name, entry in section["inputs"].items()}
    inputs = {name: values(rng, TensorSpec(tuple(e["shape"]), e.get("dtype", "float32")), 20) for name, e in shapes.items()}

    def make() -> keras.Model:
        keras.utils.clear_session()
        tensors = {name: keras.Input(name=name, **entry) for name, entry in shapes.items()}
        last = next(iter(tensors.values()))
        for line in section["layers"]:
            (kind, args), *_ = (line if isinstance(line, dict) else {line: {}}).items()
            args = dict(args or {})
            source = tensors[args.pop("inputs")] if "inputs" in args else last
            layer = getattr(keras.layers, kind)(**{key: nested(value) for key, value in args.items()})
            last = tensors[layer.name] = layer(source)
        model = keras.Model(list(tensors.values())[: len(shapes)], last)
        model.compile(loss="mse")
        return model

    return run(make, inputs, None)


def nested(value):
    """An argument of Keras: a layer where the file writes one, in the one-key form."""
    if not isinstance(value, dict) or len(value) != 1 or not hasattr(keras.layers, next(iter(value))):
        return value
    ((kind, args),) = value.items()
    return getattr(keras.layers, kind)(**(args or {}))


def run(
    make, inputs: dict[str, np.ndarray], target: np.ndarray | dict[str, np.ndarray] | None, watching=(), batch: int = 0
) -> Trial:
    """Build and train for one epoch, a step of it unless `batch` holds fewer than all samples; callbacks see validation.

    Warnings, logs and what is printed are listened to.
    """
    model, loss, error, heard = None, None, None, io.StringIO()
    samples = len(next(iter(inputs.values())))
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(heard):
            warnings.simplefilter("always")
            try:
                model = make()
                if target is None:
                    target = np.zeros((samples, *[d or STEPS for d in model.output.shape[1:]]), "float32")
                if not model.compiled:
                    model.compile(loss="mse")
                held = {"validation_data": (inputs, target), "callbacks": list(watching)} if watching else {}
                loss = float(
                    model.fit(inputs, target, batch_size=batch or samples, epochs=1, verbose=0, **held).history["loss"][0]
                )
            except Exception as problem:
                error = problem
            lines = [*(str(w.message) for w in caught), *heard.getvalue().splitlines()]
    finally:
        logging.getLogger().removeHandler(handler)
    said = "\n".join(line for line in lines if "tf.function retracing" not in line)  # many models in one process
    return Trial(model, inputs, target, loss, said, error)


def values(rng: np.random.Generator, tensor: TensorSpec, vocabulary: int, samples: int = SAMPLES) -> np.ndarray:
    """Random data of a tensor, `STEPS` where an axis is free; ids end in padding zeros."""
    shape = (samples, *sizes(tensor.dims))
    if tensor.dtype == "string":
        return tf.constant(rng.choice(["a b", "b c d", "d"], shape))
    if not tensor.dtype.startswith(("int", "uint")):
        return rng.normal(size=shape).astype("float32")
    ids = rng.integers(1, vocabulary, shape).astype("int32")
    if ids.ndim > 1:
        ids[:, ids.shape[1] // 2 :] = 0
    return ids


def labels(rng: np.random.Generator, shape: Shape, classes: int | None, samples: int) -> np.ndarray:
    """Random targets: all classes in turn where there are classes, else numbers."""
    full = (samples, *sizes(shape))
    if classes is None:
        return rng.normal(size=full).astype("float32")
    return (classes - 1 - np.arange(np.prod(full)) % classes).reshape(full).astype("int32")


def sizes(shape: Shape) -> tuple[int, ...]:
    """A shape in numbers."""
    assert UNKNOWN not in shape
    return tuple(dim if isinstance(dim, int) else STEPS for dim in shape)


def loss_of(model: keras.Model, inputs: dict[str, np.ndarray], target: np.ndarray) -> float:
    """The loss as Keras computes it, without training."""
    return float(model.evaluate(inputs, target, batch_size=len(target), verbose=0, return_dict=True)["loss"])
