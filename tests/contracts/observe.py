"""The Keras side of the differential contract: builds the layer of a case, calls it on real data, and notes what happened.

The announced tensors (shape, dtype, mask) are those of the symbolic call, which all layers below are built on. A layer that
builds may still fail on its first batch; free dimensions are then tried in several sizes, since one that works is enough.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rnndsl import layers
from rnndsl.ir.dims import Sym
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.tensor import TensorSpec

from .as_keras import called_on, keras_layer, masked, settled, size
from .draw import FIXED, Case
from .first_batch import BATCH, FREE, data, first_batch, gist, mask_as_run
from .hints import hints

if TYPE_CHECKING:
    from collections.abc import Iterator
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
            layer, inputs, outputs = announced(case)
        except Exception as error:
            return Observation(f"at build: {gist(error)}")
        model = keras.Model(inputs, outputs)
        raised = first_batch(case, model, thorough, graph)
        if raised:
            return Observation(f"in the first batch: {raised}")
        if hints(case.kind).masked_at_run:
            mask_as_run(case, model, outputs)
    flat = tuple(_tensor(t) for t in keras.tree.flatten(outputs))
    trained = {id(v) for v in layer.trainable_weights}
    weights = tuple((v.name, tuple(v.shape), id(v) in trained, str(v.dtype)) for v in layer.weights)
    return Observation("", flat, weights, layer.count_params() if layer.built else 0)


def announced(case: Case) -> tuple[Any, list[Any], Any]:
    """The layer of a case, its inputs, and what it announces for them; raises what Keras raises."""
    layer = keras_layer(Layer("layer", case.kind, case.args))
    inputs = [_input(t, case.batch_size) for t in (*case.inputs, *case.states)]
    prepare = hints(case.kind).prepare
    learned = layers.kind(case.kind).learned[:1]  # type: ignore[union-attr]
    if prepare is not None and all(case.args.get(name) is None for name in learned):
        prepare(layer, data(case.inputs[0], {0: BATCH, **dict.fromkeys(range(-9, 0), FREE)}))
    called = [masked(x, t, _anything) for x, t in zip(inputs, case.inputs, strict=False)]
    return layer, inputs, called_on(layer, case, called, inputs[len(called) :])


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

    return keras.Input(batch_shape=(batch_size, *map(size, tensor.dims)), dtype=tensor.dtype)


def _anything(library: Any, values: Any) -> Any:
    """True everywhere: the mask is there, and hides nothing."""
    return library.equal(values, values)


def _tensor(tensor: Any) -> Tensor:
    mask = getattr(tensor, "_keras_mask", None)
    return Tensor(tuple(tensor.shape[1:]), tensor.dtype, None if mask is None else tuple(mask.shape[1:]))
