"""The stateful layers of a model: what rules about states over batches look at."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.typed import TypedNode

from ._calls import argument, where
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Stateful(Record):
    """A call of a layer that keeps its states from batch to batch; `layer` is its own or the one inside its wrapper."""

    node: TypedNode
    layer: Layer

    @property
    def place(self) -> Span:
        """`stateful: true` as it is written."""
        return argument(self.layer, "stateful") or where(self.node.node)


def stateful(view: View) -> Iterator[Stateful]:
    """The accepted calls of stateful layers that some output depends on."""
    for node in view.typed.built.values():
        layer = _keeping(node.node.layer)
        if layer is not None and node.fault is None:
            yield Stateful(node, layer)


def of_another_size(view: View, wanted: int, found: int) -> tuple[str, ...]:
    """The note with what Keras says to a batch of another size: only stateful layers look at it."""
    if next(iter(stateful(view)), None) is None:
        return ()
    return (f"Keras would say: If an RNN is stateful … Expected batch size: {wanted} … Received batch size: {found}",)


def _keeping(layer: Layer) -> Layer | None:
    inside = (_keeping(inner) for inner in held(*layer.args.values()))
    return layer if layer.args.get("stateful") is True else next((one for one in inside if one is not None), None)
