"""The Keras side of the differential contract: builds the layer of a case, calls it on real data, and notes what happened.

The announced tensors (shape, dtype, mask) are those of the symbolic call, which all layers below are built on. A layer that
builds may still fail on its first batch; free dimensions are then tried in several sizes, since one that works is enough.
"""

from __future__ import annotations

import contextlib
import warnings
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice, product
from operator import attrgetter
from random import Random
from typing import TYPE_CHECKING, Any

from rnndsl import layers, objects
from rnndsl.ir.dims import Dim, Sym
from rnndsl.ir.graph import Layer, Named, held
from rnndsl.ir.nest import fill
from rnndsl.ir.tensor import TensorSpec
from rnndsl.layers._own import OwnKind
from rnndsl.layers.kind import complete
from rnndsl.runtime.extensions import declared_class

from .draw import FIXED, Case
from .hints import hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCH, FREE = 2, 12  # every drawn window fits 12 steps: a window that does not would crash TensorFlow itself
INDEPENDENT = 3
LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 18, 20, 24, 25, 30, 36)
OTHERS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 30, 36)


@dataclass(frozen=True)
class Tensor:
    """A tensor as Keras announces it, without the batch axis."""

    shape: tuple[int | None, ...]
    dtype: str
    mask: tuple[int | None, ...] | None


@dataclass(frozen=True)
class Observation:
    """What Keras did: `raised` says where and what, else the rest is filled in."""

    raised: str = ""
    outputs: tuple[Tensor, ...] = ()
    weights: tuple[tuple[str, tuple[int, ...], bool, str], ...] = ()
    count: int = 0


@cache
def observe(case: Case) -> Observation:
    """Build and run the layer of a case in Keras; whatever it raises is part of the observation."""
    return _observe(case)


def observe_thoroughly(case: Case) -> Observation:
    """The same for a case that raised: it raises only if it does so for every choice of what is not known.

    Several numbers stand in for fixed symbols, and several lengths for free axes and the batch, since one that works is enough.
    """
    numbers = OTHERS if has_symbols(case, fixed=True) else ()
    tried = (_observe(case, number, thorough=True) for number in (FIXED, *numbers))
    first = next(tried)
    return first if not first.raised else next((seen for seen in tried if not seen.raised), first)


def observe_as_graph(case: Case) -> Observation:
    """The same for a case that ran: fit compiles the first batch, which may refuse what a plain call lets pass."""
    return _observe(case, graph=True)


def _observe(case: Case, number: int = FIXED, thorough: bool = False, graph: bool = False) -> Observation:
    import keras

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            case = settled(case, number)
            layer, inputs, outputs = _build(case)
        except Exception as error:
            return Observation(f"at build: {_gist(error)}")
        model = keras.Model(inputs, outputs)
        raised = _run(case, model, thorough, graph)
        if raised:
            return Observation(f"in the first batch: {raised}")
        if hints(case.kind).masked_at_run:
            _mask_as_run(case, model, outputs)
    flat = tuple(_tensor(t) for t in keras.tree.flatten(outputs))
    trained = {id(v) for v in layer.trainable_weights}
    weights = tuple((v.name, tuple(v.shape), id(v) in trained, str(v.dtype)) for v in layer.weights)
    return Observation("", flat, weights, layer.count_params() if layer.built else 0)


def keras_layer(layer: Layer) -> Any:
    """The Keras layer that a layer of ours stands for."""
    import keras

    kind = layers.kind(layer.kind)
    assert kind is not None, layer.kind
    made = {entry.name for entry in kind.entries()}
    args = {name: keras_value(value) for name, value in layer.args.items() if name in made}
    if isinstance(kind, OwnKind):
        return declared_class(kind)(**args)
    if kind.target.startswith("keras.ops."):
        return Operation(getattr(keras.ops, layer.kind), args)
    return attrgetter(kind.target.removeprefix("keras."))(keras)(**args)


class Operation:
    """An operation of `keras.ops` with its arguments: what stands for a layer without weights."""

    def __init__(self, function: Callable[..., Any], args: dict[str, Any]) -> None:
        self.function, self.args = function, args
        self.weights: list[Any] = []
        self.trainable_weights: list[Any] = []
        self.built = False

    def __call__(self, *tensors: Any) -> Any:
        """What the operation makes of tensors."""
        return self.function(*tensors, **self.args)


def call_arguments(case: Case) -> dict[str, Any]:
    """The arguments of a case that Keras takes at the call."""
    kind = layers.kind(case.kind)
    assert kind is not None, case.kind
    return {entry.name: case.args[entry.name] for entry in kind.call_parameters if entry.name in case.args}


def keras_value(value: Any) -> Any:
    """An argument as Keras takes it: nested layers and objects built, fixed symbols as numbers."""
    if isinstance(value, Layer):
        return keras_layer(value)
    if isinstance(value, Named):
        return _named(value)
    return [keras_value(item) for item in value] if isinstance(value, (list, tuple)) else value


def _named(value: Named) -> Any:
    import keras

    found = objects.group(value.group)[value.name]
    if not value.args and "class only" not in found.traits:
        return value.name
    target: Any = keras
    for part in found.target.split(".")[1:]:
        target = getattr(target, part)
    return target(**{name: keras_value(v) for name, v in value.args.items()})


def _build(case: Case) -> tuple[Any, list[Any], Any]:
    layer = keras_layer(Layer("layer", case.kind, case.args))
    inputs = [_input(t, case.batch_size) for t in (*case.inputs, *case.states)]
    prepare = hints(case.kind).prepare
    learned = layers.kind(case.kind).learned[:1]  # type: ignore[union-attr]
    if prepare is not None and all(case.args.get(name) is None for name in learned):
        prepare(layer, _data(case.inputs[0], {0: BATCH, **dict.fromkeys(range(-9, 0), FREE)}))
    called = [_masked(x, t) for x, t in zip(inputs, case.inputs, strict=False)]
    return layer, inputs, called_on(layer, case, called, inputs[len(called) :])


def called_on(layer: Any, case: Case, tensors: list[Any], states: list[Any]) -> Any:
    """What the layer of a case makes of tensors and initial states, which it takes in the groups that Keras wants."""
    kind, own = layers.kind(case.kind), call_arguments(case)
    assert kind is not None, case.kind
    if kind.spread:
        return layer(*tensors, **own)
    if states:
        own["initial_state"] = _listed(fill(kind.states(complete(kind, case.args)), states))
    return layer(tensors[0] if len(tensors) == 1 else tensors, **own)


def _listed(items: Any) -> Any:
    """States in the groups in which Keras takes them, as lists."""
    return [_listed(item) if isinstance(item, tuple) else item for item in items]


def settled(case: Case, number: int) -> Case:
    """The case with a number for every fixed symbol."""

    def settle(value: Any) -> Any:
        if isinstance(value, Sym):
            return number if value.fixed else value
        if isinstance(value, (list, tuple)):
            return type(value)(settle(item) for item in value)
        if isinstance(value, Layer):
            return Layer(value.name, value.kind, {k: settle(v) for k, v in value.args.items()})
        if isinstance(value, TensorSpec):
            return TensorSpec(settle(value.shape), value.dtype, value.mask)
        return value

    args = {name: settle(value) for name, value in case.args.items()}
    return Case(case.kind, args, settle(case.inputs), settle(case.states), case.batch_size, case.index, case.seed)


def has_symbols(case: Case, fixed: bool) -> bool:
    """True if some dimension of the case is a fixed (or a free) symbol."""
    dims = [*_values(case.args), *(d for t in (*case.inputs, *case.states) for d in t.dims)]
    return any(isinstance(d, Sym) and d.fixed == fixed for d in dims)


def _values(args: dict[str, Any]) -> Iterator[Any]:
    """The arguments, those of nested layers too."""
    yield from args.values()
    for layer in held(*args.values()):
        yield from _values(layer.args)


def _input(tensor: TensorSpec, batch_size: int | None) -> Any:
    import keras

    return keras.Input(batch_shape=(batch_size, *map(_size, tensor.dims)), dtype=tensor.dtype)


def _size(dim: Dim) -> int | None:
    return dim if isinstance(dim, int) else None


def _masked(x: Any, tensor: TensorSpec) -> Any:
    if tensor.mask is None:
        return x
    from keras import KerasTensor, layers, ops

    axes = len(tensor.mask.shape) + 1

    class Source(layers.Layer):  # type: ignore[misc]
        """Hands its input on with a mask over its first axes."""

        def __init__(self) -> None:
            super().__init__(name=f"source_{id(x)}", autocast=False)
            self.supports_masking = True

        def call(self, x: Any) -> Any:
            return ops.copy(x)

        def compute_output_spec(self, x: Any) -> Any:
            return KerasTensor(x.shape, x.dtype)

        def compute_mask(self, x: Any, previous_mask: Any = None) -> Any:
            first = x[(slice(None),) * axes + (0,) * (len(x.shape) - axes)]
            return ops.equal(first, first)

    return Source()(x)


def _run(case: Case, model: Any, thorough: bool, graph: bool) -> str:
    """The error of a first training batch, or nothing if some choice of the lengths works."""
    import tensorflow as tf

    tensors, raised = (*case.inputs, *case.states), ""
    compiled = tf.function(model, autograph=False)
    hint = hints(case.kind)
    calls = (compiled,) if graph or hint.fatal else (model, compiled) if hint.compiled else (model,)
    for lengths in islice(_lengths(tensors, case.batch_size), None if thorough else 1):
        data = [_data(t, lengths) for t in tensors]
        found = [_called(call, data, model.outputs, case.kind) for call in calls]
        if not all(found):
            return ""
        raised = found[0]
    return raised


def _called(call: Callable[..., Any], data: list[Any], announced: list[Any], kind: str) -> str:
    """The error of one call in training, or nothing."""
    import tensorflow as tf

    try:
        for _ in range(hints(kind).runs):
            computed = call(data, training=True)
        return _unlike(announced, tf.nest.flatten(computed)) if hints(kind).exact else ""
    except Exception as error:
        return _gist(error)


def _unlike(announced: list[Any], computed: list[Any]) -> str:
    """How the outputs differ in shape from what the layers below were built on, or nothing."""
    for said, came in zip(announced, computed, strict=True):
        alike = len(said.shape) == len(came.shape) and all(a in (None, b) for a, b in zip(said.shape, came.shape, strict=True))
        if not alike:
            return f"announces {said.shape}, computes {tuple(came.shape)}"
    return ""


def _mask_as_run(case: Case, model: Any, output: Any) -> None:
    """Give an announced output the mask that the running one has."""
    import keras

    tensors, mask = (*case.inputs, *case.states), None
    for lengths in _lengths(tensors, case.batch_size):
        with contextlib.suppress(Exception):
            mask = getattr(model([_data(t, lengths) for t in tensors]), "_keras_mask", None)
            break
    if mask is not None:
        output._keras_mask = keras.KerasTensor(output.shape[: len(mask.shape)], "bool")


def can_try_all(case: Case) -> bool:
    """False where so many lengths are free that a few hundred batches prove nothing about the rest."""
    return len(_places((*case.inputs, *case.states))) + (case.batch_size is None) <= INDEPENDENT


def _places(tensors: tuple[TensorSpec, ...]) -> list[int]:
    """Where free axes stand, from the right."""
    return sorted({i - len(t.dims) for t in tensors for i, d in enumerate(t.dims) if _size(d) is None})


def _lengths(tensors: tuple[TensorSpec, ...], batch_size: int | None) -> Iterator[dict[int, int]]:
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
        lengths = {0: batch_size or BATCH, **dict(zip(places, cycle_to(choice, len(places)), strict=True))}
        if lengths[0] != 1:
            yield lengths


def cycle_to(values: tuple[int, ...], count: int) -> tuple[int, ...]:
    """The first `count` of the values repeated without end."""
    return tuple(islice(cycle(values), count))


def _data(tensor: TensorSpec, lengths: dict[int, int]) -> Any:
    """Data that fit: uniform numbers, zeros for ids (in the range of every table), short texts."""
    import numpy as np
    import tensorflow as tf

    shape = (lengths[0], *(lengths[i] if (n := _size(d)) is None else n for i, d in enumerate(tensor.dims, -len(tensor.dims))))
    if tensor.dtype == "string":
        return tf.fill(shape, "a b hello")
    values = np.random.default_rng(0).uniform(size=shape) if "float" in tensor.dtype else np.zeros(shape)
    return tf.cast(values, tensor.dtype)


def _tensor(tensor: Any) -> Tensor:
    mask = getattr(tensor, "_keras_mask", None)
    return Tensor(tuple(tensor.shape[1:]), tensor.dtype, None if mask is None else tuple(mask.shape[1:]))


def _gist(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
