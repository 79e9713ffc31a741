"""The wired model: inputs, calls of layers in an order that runs, outputs and what the loss will meet.

`frontend.resolve` makes it (variables answered, blocks and repeats expanded, names given); everything later reads it.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span

from .spec import LayerSpec, Value
from .tensor import TensorSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Ref(Record):
    """One output of a node or an input of the model.

    `port` is the index of the output; None means all outputs as a list, which is what the line below a layer with
    `return_state` reads by default (and what Keras would hand on).
    """

    node: str
    port: int | None = 0
    span: Span | None = None


class Layer(Record):
    """A layer object: shared by every node that calls it.

    `args` are plain values as given (no defaults): scalars, lists, `Named` objects, nested `Layer`s, Dims for facts not
    known yet. `spec` is the line it was written on; None for what only tests make.
    """

    name: str
    kind: str
    args: dict[str, Any]
    spec: LayerSpec | None = None


def held(*values: Any) -> tuple[Layer, ...]:
    """The layers that arguments hold, alone or in a list (`cells: [{LSTMCell: …}, …]`)."""
    found: list[Layer] = []
    for value in values:
        found += [item for item in (value if isinstance(value, (list, tuple)) else (value,)) if isinstance(item, Layer)]
    return tuple(found)


class Named(Record):
    """An object of Keras given by name, with arguments: `{Adam: {learning_rate: 1e-3}}`, `mse`, `tanh`.

    `group` is the section of `rnndsl.objects` (`activations`, `losses`, …).
    """

    group: str
    name: str
    args: dict[str, Any]
    span: Span | None = None


class Node(Record):
    """One call of a layer. `name` is unique: the layer's own, or `encoder@2` for the second use of `encoder`.

    `call_args` are the arguments that this call gives beside its tensors (`use_causal_mask`), as written.
    """

    name: str
    layer: Layer
    inputs: tuple[Ref, ...]
    initial_state: tuple[Ref, ...] = ()
    span: Span | None = None
    call_args: dict[str, Any] = {}

    @property
    def kind(self) -> str:
        """The layer's kind, e.g. `LSTM`."""
        return self.layer.kind


class Input(Record):
    """An input of the model. `vocabulary` is the declared number of ids, where ids come in. `span`: where it is declared."""

    name: str
    tensor: TensorSpec
    vocabulary: int | None = None
    span: Span | None = None


class Target(Record):
    """What the loss will meet at an output.

    `tensor` is the target as the loss gets it, without the batch axis. `classes` is the number of classes of integer labels
    (int or a fixed Sym), None for plain values. `low`/`high` are bounds of the values where the data tell.
    """

    name: str
    tensor: TensorSpec
    classes: Any = None
    span: Span | None = None


class Output(Record):
    """An output of the model: its name (the target's, where there is one) and the tensor."""

    name: str
    ref: Ref
    span: Span | None = None


class Graph(Record):
    """A model. `nodes` stand in an order that runs; `unused` are nodes that no output needs (they are among `nodes` too).

    `losses` are by output name. `train` is the checked `train` section (None without one), `batch_size` the static batch
    size where `stateful` needs one.
    """

    name: str
    inputs: tuple[Input, ...]
    nodes: tuple[Node, ...]
    outputs: tuple[Output, ...]
    targets: tuple[Target, ...] = ()
    losses: dict[str, Named] = {}
    unused: tuple[str, ...] = ()
    train: Value | None = None
    batch_size: int | None = None

    def node(self, name: str) -> Node | None:
        """The node of that name, or None."""
        return next((node for node in self.nodes if node.name == name), None)
