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

    Way = tuple[Reach, ...]  # what the layers from an origin on see, the origin's reader first

INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
ALL = Reach(None)


class Fields:
    """The ways to all calls so far, by node and origin; inputs of the model have none until they are read along time."""

    def __init__(self, typed: Typed) -> None:
        self._typed = typed
        self._ways: dict[str, dict[str, Way]] = {}

    def after(self, node: TypedNode, kind: Kind, args: Mapping[str, Any]) -> tuple[Field, ...]:
        """The fields of what a call returns, one for each origin."""
        reach, ways = kind.reach(args), dict[str, "Way"]()
        if reach is None and (kind.recurrent or kind.drops_time):
            reach = ALL
        if reach is not None:
            for ref in (*node.node.inputs, *node.node.initial_state):
                for origin, way in self._read(ref, kind).items():
                    further = (*way, reach)
                    ways[origin] = _both(ways[origin], further) if origin in ways else further
        self._ways[node.node.name] = ways
        return tuple(_field(origin, way) for origin, way in ways.items())

    def _read(self, ref: Ref, kind: Kind) -> dict[str, Way]:
        """The ways to a tensor that is read; an empty one where a sequence begins."""
        known = self._ways.get(ref.node, {})
        return known if known or not _sequence(self._typed.tensor(ref), kind) else {ref.node: ()}


def along_time(tensor: TensorSpec, kind: Kind) -> bool:
    """True for what a layer of this kind reads or gives step by step: (N, T, F), and more axes where it needs steps."""
    axes = len(tensor.dims)
    return axes == 2 or (axes > 2 and (kind.recurrent or kind.needs_time))


def _sequence(tensor: TensorSpec, kind: Kind) -> bool:
    """True for what has a time axis; ids (N, T) have one too."""
    return tensor.known and (along_time(tensor, kind) or (len(tensor.dims) == 1 and tensor.dtype in INTEGERS))


def _field(origin: str, way: Way) -> Field:
    one = _together(way)
    return Field(origin, None if one.span is None else int(one.span), one.stride, one.start)


def _together(way: Way) -> Reach:
    """What a way sees as a whole: `span` steps of the origin for one of the last layer's, walked back from there."""
    stride, start = 1.0, 0.0
    for reach in way:
        start, stride = start + reach.start * stride, stride * reach.stride
    span = 1
    for reach in reversed(way):
        if reach.span is None:
            return Reach(None, stride)
        span = _behind(span, reach.span, reach.stride)
    return Reach(span, stride, start)


def _behind(span: int, width: float, stride: float) -> int:
    """Of how many steps of a layer's input `span` neighbouring steps of its output come, at most."""
    if stride >= 1:
        return round((span - 1) * stride + width)
    made = round(1 / stride)  # steps out of one, each of which moves `width·made` steps of the output
    return (span + round(width * made) - 2) // made + 1


def _both(a: Way, b: Way) -> Way:
    """What two ways from one origin see together; of ways with unequal strides, which nothing lays side by side, the wider."""
    if a == b:
        return a
    one, other = _together(a), _together(b)
    if one.span is None or other.span is None:
        return a if one.span is None else b
    if one.stride != other.stride or one.stride < 1:
        return a if one.span >= other.span else b
    start = min(one.start, other.start)
    return (Reach(max(one.start + one.span, other.start + other.span) - start, one.stride, start),)
