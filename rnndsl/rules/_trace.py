"""The way of a tensor through the model, in one line: what a finding shows as `shapes: …`."""

from __future__ import annotations

from rnndsl.ir.dims import show_shape
from rnndsl.ir.graph import Node, Ref
from rnndsl.ir.typed import Typed

LONGEST = 5


def trace(typed: Typed, ref: Ref, end: str = "") -> str:
    """`shapes: history (N, 24, 1) > LSTM (N, 64) > Dense (N, 1)`, from an input to `ref` along each call's first input.

    The middle of a long way is left out. `end` follows after a space, such as `≠ y (N, 12)`.
    """
    way: list[str] = []
    at: Ref | None = ref
    while at is not None and len(way) < 1000:
        node = typed.nodes.get(at.node)
        way.append(f"{at.node if node is None else step(node.node)} {show_shape(typed.tensor(at).shape)}")
        at = node.node.inputs[0] if node is not None and node.node.inputs else None
    way.reverse()
    if len(way) > LONGEST:
        way[1 : len(way) - LONGEST + 2] = ["…"]
    return "shapes: " + " > ".join(way) + (f" {end}" if end else "")


def step(node: Node) -> str:
    """How a call is called on the way: by its given name, or by its kind."""
    spec = node.layer.spec
    return node.layer.name if spec is not None and spec.name is not None else node.kind
