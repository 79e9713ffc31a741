"""What range of values leaves a head: probabilities, something else for certain, or who knows."""

from __future__ import annotations

from rnndsl.ir.dims import Unknown
from rnndsl.ir.fields import REQUIRED
from rnndsl.ir.graph import Layer, Ref
from rnndsl.ir.typed import Typed
from rnndsl.layers import applied, kind
from rnndsl.layers.kind import named

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


def last_activation(typed: Typed, ref: Ref) -> tuple[Layer, str] | None:
    """The layer whose activation decides an output's range, and its name; None where that is not certain."""
    node = typed.nodes.get(ref.node)
    while node is not None and len(node.node.inputs) == 1 and _keeps_values(node.node.kind):
        node = typed.nodes.get(node.node.inputs[0].node)
    if node is None:
        return None
    layer = applied(node.node.layer)
    if layer.kind == "Softmax":
        return layer, "softmax"
    found = kind(layer.kind)
    own = next((entry for entry in found.parameters if entry.name == "activation"), None) if found is not None else None
    if own is None:
        return None
    given = layer.args.get("activation", own.default)
    return None if isinstance(given, Unknown) or given is REQUIRED else (layer, named(given) or "linear")


def _keeps_values(name: str) -> bool:
    found = kind(name)
    return found is not None and found.keeps_values
