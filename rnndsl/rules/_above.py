"""What stands above a head: the recurrent layer that decides between one vector per step and one per sequence.

Between the two stand only layers that treat every time step alone, so turning sequences on or off there changes nothing else.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import UNKNOWN, Dim
from rnndsl.ir.graph import Layer, Ref
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind

from ._calls import argument, where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .edits import Edits


class Above(Record):
    """The nearest recurrent layer above an output (`node`, maybe a wrapper) and the calls between, the head first.

    `layers` hold the argument `return_sequences` (both directions of a wrapper), `on` is its value.
    """

    node: TypedNode
    path: tuple[TypedNode, ...]
    layers: tuple[Layer, ...]
    on: bool

    @property
    def time(self) -> Dim:
        """Number of time steps that the recurrent layer reads."""
        shape = self.node.inputs[0].shape if self.node.inputs else None
        return shape[0] if shape is not None and len(shape) > 1 else UNKNOWN

    @property
    def place(self) -> Span:
        """`return_sequences: true` where it is written, else the word of the layer."""
        spec = self.layers[0].spec
        return argument(self.layers[0], "return_sequences") or (spec.span if spec is not None else where(self.node.node))


def above(typed: Typed, ref: Ref) -> Above | None:
    """The recurrent layer above an output, or None where something else decides about its time axis."""
    path: list[TypedNode] = []
    while (node := typed.nodes.get(ref.node)) is not None and not ref.port:
        layers = sequence_layers(node.node.layer)
        if layers:
            return Above(node, tuple(path), layers, layers[0].args.get("return_sequences", False) is True)
        if not _per_step(node.node.kind) or len(node.node.inputs) != 1:
            return None
        path.append(node)
        ref = node.node.inputs[0]
    return None


def sequence_layers(layer: Layer) -> tuple[Layer, ...]:
    """The recurrent layers behind a layer: itself, or both directions of a Bidirectional; empty for all others."""
    found = kind(layer.kind)
    return found.sequences(layer) if found is not None else ()


def _per_step(name: str) -> bool:
    """True for layers that give with a time axis what they give without, step by step."""
    found = kind(name)
    return found is not None and found.per_step


def repeated(typed: Typed, found: Above | None) -> TypedNode | None:
    """The RepeatVector that makes the time steps which a recurrent layer hands to a head, if one does."""
    node: TypedNode | None = found.node if found is not None else None
    while node is not None and node.node.inputs:
        ref = node.node.inputs[0]
        node = typed.nodes.get(ref.node)
        if node is None or node.node.kind == "RepeatVector":
            return node
        if not _per_step(node.node.kind) and not sequence_layers(node.node.layer):
            return None
    return None


def switch(typed: Typed, found: Above, on: bool) -> Edits:
    """Edits that turn sequences on or off; none where another layer reads them too or a line stands for several layers."""
    from .edits import unwrap

    if shared(typed, found) or any(_written_once(typed, layer) > 1 for layer in found.layers):
        return ()
    edits = set_sequences(found.layers, on)
    if not edits:
        return ()
    for node in found.path if not on else ():
        wrapper = kind(node.node.kind)
        if wrapper is not None and wrapper.needs_time:
            inner = wrapper.applied(node.node.layer)
            change = unwrap(node.node.layer.spec, inner.spec) if inner is not node.node.layer else ()
            if not change or not _per_step(inner.kind):
                return ()
            edits += change
    return edits


def set_sequences(layers: tuple[Layer, ...], on: bool) -> Edits:
    """Edits that write `return_sequences` into all of these layers; none where one of them cannot be edited."""
    from .edits import set_argument

    changes = [set_argument(layer.spec, "return_sequences", "true" if on else "false") for layer in layers]
    return tuple(edit for change in changes for edit in change) if all(changes) else ()


def shared(typed: Typed, found: Above) -> bool:
    """True where another layer or output reads the recurrent layer, or one between it and the head, too."""
    return any(readers(typed, node) > 1 for node in (*found.path, found.node))


def readers(typed: Typed, node: TypedNode) -> int:
    """How many calls and outputs read a call's main output."""
    graph, name = typed.graph, node.node.name
    reads = [ref for n in graph.nodes for ref in n.inputs if n.name not in graph.unused]
    return sum(ref.node == name and not ref.port for ref in (*reads, *(output.ref for output in graph.outputs)))


def _written_once(typed: Typed, layer: Layer) -> int:
    """How many layers come from the same line, which `repeat:` and blocks can multiply."""
    spec = layer.spec
    if spec is None:
        return 0
    found = (inner for node in typed.graph.nodes for inner in sequence_layers(node.layer))
    return len({id(inner) for inner in found if inner.spec is not None and inner.spec.span == spec.span})
