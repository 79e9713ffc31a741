"""Data that fit what a document declares: random numbers, ids in range, words, with a length for every free axis.

Lengths are chosen by inference: numbers stand in for the free axes, and the first choice for which every call is fine is
taken. That Keras then computes, and computes these very shapes, tests the arithmetic of symbolic dimensions too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import tensorflow as tf

from rnndsl.analysis.infer import infer
from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, Sym
from rnndsl.ir.graph import Graph, Target
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed
from tests.differential.tensors import IDS

SAMPLES = 23  # a number that no axis is likely to have: a batch that fits an axis by chance proves nothing
LENGTHS = (12, 24, 10, 36, 6, 7, 30, 16, 48, 60, 5, 9)
TEXTS = ("a b c d e " * 3, "b " * 15, "a " * 11, "e d c b a " * 3)  # as many words as a free axis has steps


def lengths(graph: Graph) -> Typed | None:
    """The graph with numbers for its free axes, so that inference accepts it; None where no choice is accepted."""
    names = sorted({dim.name for entry in graph.inputs for dim in entry.tensor.dims if isinstance(dim, Sym)})
    for choice in _choices(len(names)):
        sizes = dict(zip(names, choice, strict=True))
        inputs = tuple(replace(entry, tensor=_numbered(entry.tensor, sizes)) for entry in graph.inputs)
        typed = infer(replace(graph, inputs=inputs))
        if all(node.fault is None and all(t.known for t in node.outputs) for node in typed.nodes.values()):
            return typed
    return None


def _choices(count: int) -> Iterator[tuple[int, ...]]:
    """The same length for all axes first, then different ones."""
    if count == 0:
        yield ()
        return
    yield from ((length,) * count for length in LENGTHS)
    if count > 1:
        yield from product(LENGTHS[:6], repeat=count)


def _numbered(tensor: TensorSpec, sizes: dict[str, int]) -> TensorSpec:
    return replace(tensor, shape=tuple(sizes[d.name] if isinstance(d, Sym) else d for d in tensor.dims))


def inputs(graph: Graph, plain: bool = False, samples: int = SAMPLES) -> dict[str, Any]:
    """A batch for every input of a graph whose axes are numbers; `plain`: zeros and one word, which fit any table."""
    samples, rng = graph.batch_size or samples, np.random.default_rng(0)
    return {entry.name: _data(rng, entry.tensor, samples, plain) for entry in graph.inputs}


def _data(rng: np.random.Generator, tensor: TensorSpec, samples: int, plain: bool) -> tf.Tensor:
    shape = (samples, *(d if isinstance(d, int) else LENGTHS[0] for d in tensor.dims))
    if tensor.dtype == "string":
        return tf.fill(shape, "a") if plain else tf.constant(rng.choice(TEXTS, shape))
    if "float" in tensor.dtype:
        return tf.cast(rng.uniform(size=shape), tensor.dtype)
    return tf.cast(np.zeros(shape) if plain else rng.integers(0, 2 if tensor.dtype == "bool" else IDS, shape), tensor.dtype)


def target(goal: Target, announced: TensorSpec, predicted: tuple[int, ...], samples: int) -> tf.Tensor:
    """Targets of the declared shape, labels with every class among them; a free axis is as long as that of the prediction."""
    free = tuple(None if isinstance(dim, int) else size for dim, size in zip(announced.dims, predicted[1:], strict=True))
    shape = (samples, *(_size(dim, at, free) for at, dim in enumerate(goal.tensor.dims)))
    if isinstance(goal.classes, int):
        labels = (goal.classes - 1 - np.arange(int(np.prod(shape))) % goal.classes).reshape(shape)
        return tf.constant(labels, "int32")
    return tf.cast(np.random.default_rng(1).uniform(size=shape), goal.tensor.dtype)


def _size(dim: Dim, at: int, free: tuple[int | None, ...]) -> int:
    if isinstance(dim, int):
        return dim
    return (free[at] if at < len(free) else None) or LENGTHS[0]
