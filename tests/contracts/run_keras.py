"""Runs the layer of a case in Keras on real numbers, with weights, states and masks that are not all alike."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnndsl.ir.dims import Dim
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec

from .as_keras import called_on, first_values, keras_layer, masked, settled
from .draw import FIXED, Case
from .first_batch import BATCH, FREE


@dataclass(frozen=True)
class Run:
    """What went in and came out, batch axes included; `weights` in Keras' order."""

    inputs: list[Any]
    masks: list[Any]
    states: list[Any]
    weights: list[Any]
    outputs: list[Any]


def run_keras(case: Case, seed: int = 0) -> Run:
    """Build the layer, give it random weights and call it, not in training; raises what Keras raises."""
    import keras

    warnings.simplefilter("ignore")

    rng = np.random.default_rng(seed)
    layer = keras_layer(Layer("layer", case.kind, settled(case, FIXED).args))
    inputs = [keras.Input(batch_shape=(case.batch_size, *_sizes(t)), dtype=t.dtype) for t in (*case.inputs, *case.states)]
    called = [masked(x, t, _seen) for x, t in zip(inputs, case.inputs, strict=False)]
    outputs = called_on(layer, case, called, inputs[len(called) :])
    values = [_values(rng, t, case) for t in (*case.inputs, *case.states)]
    for weight in layer.weights:
        weight.assign(_weight(rng, weight))
    flat = keras.tree.flatten(keras.Model(inputs, outputs)(values, training=False))
    masks = [None if t.mask is None else _seen(np, first_values(x, t)) for x, t in zip(values, case.inputs, strict=False)]
    weights = [np.asarray(w) for w in layer.weights]
    count = len(case.inputs)
    return Run(values[:count], masks, values[count:], weights, [np.asarray(one) for one in flat])


def number(dim: Dim) -> int:
    """The number that stands for a dimension while it runs."""
    return dim if isinstance(dim, int) else FIXED if getattr(dim, "fixed", False) else FREE


def _sizes(tensor: TensorSpec) -> tuple[int | None, ...]:
    return tuple(d if isinstance(d, int) else FIXED if getattr(d, "fixed", False) else None for d in tensor.dims)


def _values(rng: Any, tensor: TensorSpec, case: Case) -> Any:
    shape = (BATCH, *map(number, tensor.dims))
    if "float" in tensor.dtype:
        return rng.uniform(-1, 1, shape).astype(tensor.dtype)
    inner = [v.args for v in case.args.values() if isinstance(v, Layer)]
    largest = min((number(args["input_dim"]) for args in (case.args, *inner) if "input_dim" in args), default=4)
    return rng.integers(0, 2 if tensor.dtype == "bool" else largest, shape).astype(tensor.dtype)


def _weight(rng: Any, weight: Any) -> Any:
    """Random numbers; positive ones where a square root is taken of them; counters as they are."""
    if "float" not in str(weight.dtype):
        return np.asarray(weight)
    low = 0.3 if re.search("variance|stddev", weight.name) else -0.6
    return rng.uniform(low, 0.6, weight.shape)


def _seen(library: Any, values: Any) -> Any:
    """The mask that values tell, the same for NumPy as for Keras."""
    return library.greater(values, -0.3) if "float" in str(values.dtype) else library.not_equal(values, 0)
