"""What range of values leaves a head: probabilities, something else for certain, or who knows."""

from __future__ import annotations

from rnndsl.ir.dims import Unknown
from rnndsl.ir.graph import Layer, Ref
from rnndsl.ir.typed import Typed
from rnndsl.layers.kind import named

from ._above import sequence_layers

# Functions with values outside 0 … 1; those that stay inside, and those that nobody here knows, are not listed.
UNBOUNDED = frozenset(
    (
        "linear",
        "relu",
        "relu6",
        "elu",
        "selu",
        "celu",
        "gelu",
        "silu",
        "swish",
        "mish",
        "leaky_relu",
        "softplus",
        "squareplus",
        "sparse_plus",
        "exponential",
        "tanh",
        "hard_tanh",
        "tanh_shrink",
        "softsign",
        "log_softmax",
        "log_sigmoid",
    )
)
# Layers that hand values on as they are.
PASSING = frozenset(("Dropout", "SpatialDropout1D", "Flatten", "Reshape", "Permute", "RepeatVector", "Masking"))


def last_activation(typed: Typed, ref: Ref) -> tuple[Layer, str] | None:
    """The layer whose activation decides an output's range, and its name; None where that is not certain."""
    node = typed.nodes.get(ref.node)
    while node is not None and node.node.kind in PASSING and len(node.node.inputs) == 1:
        node = typed.nodes.get(node.node.inputs[0].node)
    if node is None:
        return None
    layer = node.node.layer
    inner = layer.args.get("layer")
    if layer.kind == "TimeDistributed" and isinstance(inner, Layer):
        layer = inner
    default = {"Dense": "linear", "Activation": None}.get(layer.kind, "")
    if default == "" and sequence_layers(layer) == (layer,):
        default = "tanh"
    if default == "":
        return None
    given = layer.args.get("activation", default)
    name = "linear" if given is None and layer.kind != "Activation" else given
    return None if isinstance(name, Unknown) or name is None else (layer, str(named(name)))
