"""The functions that printed equations use, in NumPy: the vocabulary of `docs/explain.md`, and Keras' activations by name."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import (
    abs,
    clip,
    concatenate,
    cos,
    exp,
    expand_dims,
    log,
    log1p,
    maximum,
    minimum,
    prod,
    repeat,
    sign,
    sin,
    split,
    sqrt,
    square,
    swapaxes,
    tanh,
    tile,
    transpose,
    where,
    zeros,
    zeros_like,
)

__all__ = [
    "abs",
    "ceil",
    "clip",
    "exp",
    "expand_dims",
    "floor",
    "log",
    "maximum",
    "minimum",
    "sqrt",
    "swapaxes",
    "tanh",
    "tile",
]
__all__ += [
    "concatenate",
    "cos",
    "log1p",
    "prod",
    "repeat",
    "sign",
    "sin",
    "split",
    "square",
    "transpose",
    "where",
    "zeros",
    "zeros_like",
]


def negative(x: Any) -> Any:
    """-x."""
    return -np.asarray(x)


def floor(x: Any) -> int:
    """The whole number below."""
    return int(np.floor(x))


def ceil(x: Any) -> int:
    """The whole number above."""
    return int(np.ceil(x))


def any(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """True where anything is."""
    return np.any(x, axis=axis, keepdims=keepdims)


def sum(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The sum along axes."""
    return np.sum(x, axis=axis, keepdims=keepdims)


def mean(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean along axes."""
    return np.mean(x, axis=axis, keepdims=keepdims)


def max(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The largest value along axes."""
    return np.max(x, axis=axis, keepdims=keepdims)


def min(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The smallest value along axes."""
    return np.min(x, axis=axis, keepdims=keepdims)


def variance(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean square distance from the mean."""
    return np.var(x, axis=axis, keepdims=keepdims)


def sigmoid(x: Any) -> Any:
    """1/(1 + e⁻ˣ)."""
    return 1 / (1 + np.exp(-np.asarray(x)))


def relu(x: Any) -> Any:
    """max(0, x)."""
    return np.maximum(x, 0)


def softmax(x: Any, axis: Any = -1) -> Any:
    """eˣ over its sum along axes."""
    powers = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def causal(queries: int, keys: int) -> Any:
    """True where key j stands no later than query i."""
    return np.arange(keys) <= np.arange(queries)[:, None]


def concat(*parts: Any, axis: int = -1) -> Any:
    """The parts side by side."""
    return np.concatenate(parts, axis=axis)


def reshape(x: Any, *shape: int) -> Any:
    """The same elements on other axes."""
    return np.reshape(x, [int(length) for length in shape])


def pad(x: Any, *sides: tuple[int, int], value: float = 0) -> Any:
    """Values before and behind each of the first axes."""
    x = np.asarray(x)
    return np.pad(x, [*sides, *[(0, 0)] * (x.ndim - len(sides))], constant_values=value)


def from_keras(name: str) -> Any:
    """An activation that is not worth a formula here."""
    import keras

    return lambda x: np.asarray(keras.activations.get(name)(np.asarray(x)))


def activations() -> dict[str, Any]:
    """Every activation of Keras that has no formula above."""
    from rnndsl.objects import group

    return {name: from_keras(one.name) for name, one in group("activations").items() if name not in globals()}


def conv(x: Any, kernel: Any, padding: str = "valid", strides: Any = 1, dilation: Any = 1) -> Any:
    """A convolution of (…, F) with (size…, F, filters) along all axes but the last, as TensorFlow pads and slides."""
    axes = np.ndim(x) - 1
    steps, gaps = (np.broadcast_to(one, axes) for one in (strides, dilation))
    reach = [gap * (size - 1) + 1 for gap, size in zip(gaps, np.shape(kernel), strict=False)]
    if padding == "same":
        x = pad(x, *(same(*one) for one in zip(np.shape(x), reach, steps, strict=False)))
    counts = [(length - one) // step + 1 for length, one, step in zip(np.shape(x), reach, steps, strict=False)]
    found = np.zeros((*counts, np.shape(kernel)[-1]))
    for place in np.ndindex(*counts):
        window = x[tuple(slice(p * s, p * s + r, g) for p, s, r, g in zip(place, steps, reach, gaps, strict=True))]
        found[place] = np.tensordot(window, kernel, axes + 1)
    return found


def same(length: int, reach: int, step: int) -> tuple[int, int]:
    """Zeros before and behind an axis so that windows lie at every `step`-th place of it."""
    missing = np.maximum((-(-length // step) - 1) * step + reach - length, 0)
    return missing // 2, missing - missing // 2
