"""The graph with every tensor known, and what could not be."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

from .dims import Dim, total
from .graph import Graph, Node, Ref
from .tensor import UNKNOWN_TENSOR, TensorSpec, Weight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Fault(Record):
    """Why Keras would refuse a call: what a rule needs to explain it.

    `what` is one of `FAULTS`. `input` is the index of the offending input, `argument` the offending argument (either may be
    None). `expected` and `found` are short texts; `keras` is the gist of Keras' own message. `facts` holds what the rule
    wants besides (numbers, shapes).
    """

    what: str
    expected: str
    found: str
    keras: str = ""
    input: int | None = None
    argument: str | None = None
    facts: dict[str, Any] = {}


FAULTS = {
    "rank": "an input has the wrong number of axes",
    "axis": "an axis must be a known number, or a certain number, and is not",
    "merge": "inputs that must agree in shape do not",
    "empty": "a window leaves no time step",
    "elements": "a new shape has another number of elements",
    "list": "several tensors meet a layer that takes one",
    "count": "a layer gets too few or too many inputs",
    "states": "initial states of the wrong number or width",
    "batch": "a stateful layer without a batch size",
    "dtype": "a layer cannot compute on this dtype",
    "argument": "arguments that Keras refuses together, or for this input",
    "inside": "a layer that stands only inside another one, on a line of its own",
    "reuse": "a shared layer was built for another shape",
}


class Refusal(Exception):
    """Raised by a layer kind's inference; `analysis.infer` turns it into the node's fault. It never escapes from there."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.expected)
        self.fault = fault


class TypedNode(Record):
    """A call with everything known about it. `ports` name the outputs (`""`, `h`, `c`); `weights` are the layer's.

    `stretched` marks a further call of a shared layer, of another shape than the one it was built for, that nobody checks.
    """

    node: Node
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    ports: tuple[str, ...]
    weights: tuple[Weight, ...] = ()
    fault: Fault | None = None
    stretched: bool = False

    @property
    def trained(self) -> tuple[Weight, ...]:
        """The weights that training changes."""
        return tuple(w for w in self.weights if w.trainable)


class Typed(Record):
    """A graph and its tensors. `nodes` is in the graph's order; `inputs` are the model's input tensors by name."""

    graph: Graph
    nodes: dict[str, TypedNode]
    inputs: dict[str, TensorSpec]

    @property
    def built(self) -> dict[str, TypedNode]:
        """The calls that some output depends on: Keras builds no others."""
        return {name: node for name, node in self.nodes.items() if name not in self.graph.unused}

    def tensor(self, ref: Ref) -> TensorSpec:
        """The tensor a reference means (the first output where it means all); unknown where there is none."""
        if ref.node in self.inputs:
            return self.inputs[ref.node]
        node = self.nodes.get(ref.node)
        port = ref.port or 0
        return node.outputs[port] if node and port < len(node.outputs) else UNKNOWN_TENSOR

    def each(self, refs: Iterable[Ref]) -> list[Ref]:
        """One reference for every tensor that these mean: one to a whole node becomes one to each of its outputs."""
        found: list[Ref] = []
        for ref in refs:
            node = self.nodes.get(ref.node) if ref.port is None else None
            found += [ref] if node is None else [Ref(ref.node, port, ref.span) for port in range(len(node.outputs))]
        return found

    def tensors(self, refs: Iterable[Ref]) -> tuple[TensorSpec, ...]:
        """Every tensor that these references mean."""
        return tuple(map(self.tensor, self.each(refs)))

    @property
    def first_calls(self) -> tuple[TypedNode, ...]:
        """The first call of every layer that is built: its weights count there."""
        found: dict[int, TypedNode] = {}
        for node in self.built.values():
            found.setdefault(id(node.node.layer), node)
        return tuple(found.values())

    def parameters(self) -> Dim:
        """Number of weights of the model as Keras builds it; a shared layer counts once."""
        return total(w.parameters for node in self.first_calls for w in node.weights)

    def trained(self) -> Dim:
        """Number of those that training changes."""
        return total(w.parameters for node in self.first_calls for w in node.trained)
