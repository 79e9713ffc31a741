"""Which operations reach over the batch: lint looks whether a model has one, and a rule says which."""

from __future__ import annotations

from rnndsl.ir.typed import TypedNode
from rnndsl.layers import kind


def over_batch(node: TypedNode) -> bool:
    """True if an operation mixes the samples of a batch, or moves the batch axis away from the front."""
    found = kind(node.node.kind)
    if found is None or not found.operation or node.fault is not None or not all(tensor.known for tensor in node.inputs):
        return False
    if not all(tensor.known for tensor in node.outputs):
        return True
    if not found.moves:
        return False
    axes, rank = node.node.layer.args.get("axis"), node.inputs[0].rank
    return axes is None or any(axis in (0, -rank) for axis in (axes if isinstance(axes, list) else [axes]))
