"""Receptive fields: how many steps of which sequence one step of a tensor sees, followed along the graph.

Counting begins where a sequence is first read along time: at an input of the model, or at a layer that makes an axis of time
(Reshape, TextVectorization). Several ways from one origin see together what lies between their outermost steps.
"""

from __future__ import annotations

from rnndsl.ir.counted import Field
from rnndsl.ir.graph import Ref
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers.kind import Kind, Reach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")


class Fields:
    """The fields of all calls so far, by node; inputs of the model have none until they are read along time."""

    def __init__(self, typed: Typed) -> None:
        self._typed = typed
        self._known: dict[str, tuple[Field, ...]] = {}

    def after(self, node: TypedNode, kind: Kind, args: Mapping[str, Any]) -> tuple[Field, ...]:
        """The fields of what a call returns, one for each origin."""
        reach = kind.reach(args)
        whole = reach is None and (kind.recurrent or kind.drops_time)
        if reach is None and not whole:
            self._known[node.node.name] = ()
            return ()
        found: dict[str, Field] = {}
        for ref, tensor in zip(self._refs(node), (*node.inputs, *node.inputs), strict=False):
            for field in self._read(ref, tensor, kind):
                moved = Field(field.origin, None) if reach is None else _further(field, reach)
                found[field.origin] = _both(found.get(field.origin, moved), moved)
        self._known[node.node.name] = tuple(found.values())
        return tuple(found.values())

    def _refs(self, node: TypedNode) -> list[Ref]:
        """What a call reads, its initial states included."""
        return [*node.node.inputs, *node.node.initial_state]

    def _read(self, ref: Ref, tensor: TensorSpec, kind: Kind) -> tuple[Field, ...]:
        """The fields of a tensor that is read; one of its own where a sequence begins."""
        known = self._known.get(ref.node, ())
        if known or not _sequence(tensor, kind):
            return known
        return (Field(ref.node, 1),)


def _sequence(tensor: TensorSpec, kind: Kind) -> bool:
    """True for what has a time axis: (N, T, F), ids (N, T), and whatever a layer that needs steps reads."""
    if not tensor.known:
        return False
    axes = len(tensor.dims)
    return axes == 2 or (axes == 1 and tensor.dtype in INTEGERS) or (axes > 2 and (kind.recurrent or kind.needs_time))


def _further(field: Field, reach: Reach) -> Field:
    """The field one layer further: each of the layer's steps is as wide as the field, and the field's stride apart."""
    stride = field.stride * reach.stride
    if field.span is None or reach.span is None:
        return Field(field.origin, None, stride)
    start = field.start + reach.start * field.stride
    return Field(field.origin, field.span + (reach.span - 1) * field.stride, stride, start)


def _both(a: Field, b: Field) -> Field:
    """What two ways from one origin see together; of ways with unequal strides, which nothing lays side by side, the wider."""
    if a.span is None or b.span is None:
        return a if a.span is None else b
    if a.stride != b.stride:
        return a if a.span >= b.span else b
    start = min(a.start, b.start)
    return Field(a.origin, max(a.start + a.span, b.start + b.span) - start, a.stride, start)
