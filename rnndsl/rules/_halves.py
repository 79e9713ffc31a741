"""The two halves of a Bidirectional whose layer and backward layer are both written out."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode
from rnndsl.layers import kind

from ._calls import argument, where
from .rule import View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Halves(Record):
    """A refused Bidirectional with its forward and its backward layer."""

    refused: TypedNode
    forward: Layer
    backward: Layer

    def values(self, key: str) -> tuple[Any, Any]:
        """An argument of both halves, defaults filled in."""
        return _value(self.forward, key), _value(self.backward, key)

    def place(self, key: str) -> Span:
        """The argument in the backward half, or the half's name where it is not written."""
        spec = self.backward.spec
        return argument(self.backward, key) or (spec.span if spec is not None else where(self.refused.node))


def refused_halves(view: View) -> Iterator[Halves]:
    """The Bidirectional calls with two written halves that inference refused for their arguments."""
    for refused in faults(view, "argument"):
        forward, backward = (refused.node.layer.args.get(key) for key in ("layer", "backward_layer"))
        if refused.node.kind == "Bidirectional" and isinstance(forward, Layer) and isinstance(backward, Layer):
            yield Halves(refused, forward, backward)


def _value(layer: Layer, key: str) -> Any:
    found = kind(layer.kind)
    return layer.args.get(key, found.defaults().get(key) if found is not None else None)
