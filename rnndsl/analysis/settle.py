"""Puts numbers in the place of open sizes (`T=24`, `letters.vocabulary_size=57`), before and while a graph is typed."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Derived, Dim, Sym
from rnndsl.ir.graph import Graph, Layer
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    Sizes = Mapping[str, Dim]


def settled(graph: Graph, sizes: Sizes) -> Graph:
    """The graph with these sizes answered, in its inputs, its targets and the arguments of its layers."""
    layers = {id(node.layer): _settled(node.layer, sizes) for node in graph.nodes}
    return replace(
        graph,
        inputs=tuple(replace(entry, tensor=answered(entry.tensor, sizes)) for entry in graph.inputs),
        targets=tuple(replace(entry, tensor=answered(entry.tensor, sizes)) for entry in graph.targets),
        nodes=tuple(replace(node, layer=layers[id(node.layer)]) for node in graph.nodes),
    )


def revealed(typed: Typed) -> Typed:
    """The calls that are built, with numbers for lengths that follow from others, though Keras calls them None."""
    nodes = {name: replace(node, inputs=_all(node.inputs), outputs=_all(node.outputs)) for name, node in typed.built.items()}
    return replace(typed, nodes=nodes)


def _all(tensors: tuple[TensorSpec, ...]) -> tuple[TensorSpec, ...]:
    return tuple(answered(tensor, {}) for tensor in tensors)


def answered(tensor: TensorSpec, sizes: Sizes) -> TensorSpec:
    """A tensor with these sizes answered, its mask's too."""
    if tensor.shape is None:
        return tensor
    mask = tensor.mask and replace(tensor.mask, shape=tuple(_answer(dim, sizes) for dim in tensor.mask.shape))
    return replace(tensor, shape=tuple(_answer(dim, sizes) for dim in tensor.shape), mask=mask)


def open_sizes(typed: Typed) -> tuple[str, ...]:
    """The names of all sizes that nobody knows yet, in the order in which a model meets them."""
    shapes = [*(entry.shape for entry in typed.inputs.values())]
    for node in typed.nodes.values():
        shapes += [weight.shape for weight in node.weights] + [tensor.shape for tensor in node.outputs]
    return tuple(dict.fromkeys(name for shape in shapes for dim in shape or () for name in _names(dim)))


def _names(dim: Dim) -> Iterator[str]:
    if isinstance(dim, Sym):
        yield dim.name
    elif isinstance(dim, Derived):
        for atoms, _ in dim.terms:
            for atom in atoms:
                yield from _names(atom)


def _settled(layer: Layer, sizes: Sizes) -> Layer:
    return replace(layer, args={name: _value(value, sizes) for name, value in layer.args.items()})


def _value(value: Any, sizes: Sizes) -> Any:
    if isinstance(value, Layer):
        return _settled(value, sizes)
    if isinstance(value, (Sym, Derived)):
        return _answer(value, sizes)
    return type(value)(_value(item, sizes) for item in value) if isinstance(value, (list, tuple)) else value


def _answer(dim: Dim, sizes: Sizes) -> Dim:
    if not isinstance(dim, (Sym, Derived)):
        return dim
    from rnndsl.ir.terms import answered as terms_answered

    return terms_answered(dim, sizes)
