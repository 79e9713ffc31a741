"""The first training batch of a layer that was built: data that fit, lengths for what is free, and what Keras makes of them."""

from __future__ import annotations

import contextlib
from itertools import cycle, islice, product
from random import Random
from typing import TYPE_CHECKING, Any

from rnndsl.ir.tensor import TensorSpec

from .as_keras import size
from .draw import Case
from .hints import hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCH, FREE = 2, 12  # every drawn window fits 12 steps: a window that does not would crash TensorFlow itself
INDEPENDENT = 3
LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 18, 20, 24, 25, 30, 36)


def first_batch(case: Case, model: Any, thorough: bool, graph: bool) -> str:
    """The error of a first training batch, or nothing if some choice of the lengths works."""
    import tensorflow as tf

    tensors, raised = (*case.inputs, *case.states), ""
    compiled = tf.function(model, autograph=False)
    hint = hints(case.kind)
    calls = (compiled,) if graph or hint.fatal else (model, compiled) if hint.compiled else (model,)
    for chosen in islice(lengths(tensors, case.batch_size), None if thorough else 1):
        batch = [data(t, chosen) for t in tensors]
        found = [_called(call, batch, model.outputs, case.kind) for call in calls]
        if not all(found):
            return ""
        raised = found[0]
    return raised


def _called(call: Callable[..., Any], batch: list[Any], announced: list[Any], kind: str) -> str:
    """The error of one call in training, or nothing."""
    import tensorflow as tf

    try:
        for _ in range(hints(kind).runs):
            computed = call(batch, training=True)
        return _unlike(announced, tf.nest.flatten(computed)) if hints(kind).exact else ""
    except Exception as error:
        return gist(error)


def _unlike(announced: list[Any], computed: list[Any]) -> str:
    """How the outputs differ in shape from what the layers below were built on, or nothing."""
    for said, came in zip(announced, computed, strict=True):
        alike = len(said.shape) == len(came.shape) and all(a in (None, b) for a, b in zip(said.shape, came.shape, strict=True))
        if not alike:
            return f"announces {said.shape}, computes {tuple(came.shape)}"
    return ""


def mask_as_run(case: Case, model: Any, output: Any) -> None:
    """Give an announced output the mask that the running one has."""
    import keras

    tensors, mask = (*case.inputs, *case.states), None
    for chosen in lengths(tensors, case.batch_size):
        with contextlib.suppress(Exception):
            mask = getattr(model([data(t, chosen) for t in tensors]), "_keras_mask", None)
            break
    if mask is not None:
        output._keras_mask = keras.KerasTensor(output.shape[: len(mask.shape)], "bool")


def can_try_all(case: Case) -> bool:
    """False where so many lengths are free that a few hundred batches prove nothing about the rest."""
    return len(_places((*case.inputs, *case.states))) + (case.batch_size is None) <= INDEPENDENT


def _places(tensors: tuple[TensorSpec, ...]) -> list[int]:
    """Where free axes stand, from the right."""
    return sorted({i - len(t.dims) for t in tensors for i, d in enumerate(t.dims) if size(d) is None})


def lengths(tensors: tuple[TensorSpec, ...], batch_size: int | None) -> Iterator[dict[int, int]]:
    """Lengths to try for the batch (place 0) and the free axes, by place from the right, as most layers align their inputs.

    Never a batch of one sample: it broadcasts against anything, which proves nothing.
    """
    places = _places(tensors)
    yield {0: batch_size or BATCH, **dict.fromkeys(places, FREE)}
    if len(places) == 1:
        yield from ({0: batch_size or BATCH, places[0]: length} for length in LENGTHS)
    places = [*places, *([0] if batch_size is None else [])]
    choices = list(product(range(1, 8), repeat=min(len(places), INDEPENDENT)))
    for choice in Random(0).sample(choices, len(choices)):
        found = {0: batch_size or BATCH, **dict(zip(places, cycle_to(choice, len(places)), strict=True))}
        if found[0] != 1:
            yield found


def cycle_to(values: tuple[int, ...], count: int) -> tuple[int, ...]:
    """The first `count` of the values repeated without end."""
    return tuple(islice(cycle(values), count))


def data(tensor: TensorSpec, chosen: dict[int, int]) -> Any:
    """Data that fit: uniform numbers, zeros for ids (in the range of every table), short texts."""
    import numpy as np
    import tensorflow as tf

    shape = (chosen[0], *(chosen[i] if (n := size(d)) is None else n for i, d in enumerate(tensor.dims, -len(tensor.dims))))
    if tensor.dtype == "string":
        return tf.fill(shape, "a b hello")
    values = np.random.default_rng(0).uniform(size=shape) if "float" in tensor.dtype else np.zeros(shape)
    return tf.cast(values, tensor.dtype)


def gist(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
