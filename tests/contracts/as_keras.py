"""The Keras layer that a layer of ours stands for, and how it is called: states in groups, masks, arguments of the call."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from rnndsl import layers, objects
from rnndsl.ir.dims import Dim, Sym
from rnndsl.ir.graph import Layer, Named
from rnndsl.ir.nest import fill
from rnndsl.ir.tensor import TensorSpec
from rnndsl.layers._own import OwnKind
from rnndsl.layers.kind import complete
from rnndsl.runtime.extensions import declared_class

from .draw import Case

if TYPE_CHECKING:
    from collections.abc import Callable


def keras_layer(layer: Layer) -> Any:
    """The Keras layer that a layer of ours stands for."""
    import keras

    kind = layers.kind(layer.kind)
    assert kind is not None, layer.kind
    made = {entry.name for entry in kind.entries()}
    args = {name: keras_value(value) for name, value in layer.args.items() if name in made}
    if isinstance(kind, OwnKind):
        return declared_class(kind)(**args)
    if kind.operation:
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


def masked(x: Any, tensor: TensorSpec, tell: Callable[[Any, Any], Any]) -> Any:
    """The tensor, with a mask where the case has one: what `tell` says of its values at the first place of the axes behind."""
    if tensor.mask is None:
        return x
    from keras import KerasTensor, layers, ops

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
            return tell(ops, first_values(x, tensor))

    return Source()(x)


def first_values(x: Any, tensor: TensorSpec) -> Any:
    """The values that a mask of the tensor is told by: one for each of its places."""
    axes = len(tensor.mask.shape) + 1  # type: ignore[union-attr]
    return x[(slice(None),) * axes + (0,) * (len(x.shape) - axes)]


def size(dim: Dim) -> int | None:
    """The length as Keras takes it."""
    return dim if isinstance(dim, int) else None
