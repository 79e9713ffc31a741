"""The path of every mask: which layer makes it, through which calls it passes, and where it ends.

Inference knows which tensors carry a mask; a kind says whether it reads one. From both follows what becomes of a mask at
each call that meets it: one of `ir.counted.FATES`.
"""

from __future__ import annotations

from rnndsl.ir.counted import MaskPath, MaskStep
from rnndsl.ir.graph import Ref
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind as find_kind


def paths(typed: Typed) -> tuple[MaskPath, ...]:
    """The path of every mask of the model, in the order in which they are made."""
    found: dict[str, list[MaskStep]] = {}
    for name, node in typed.nodes.items():
        for origin in dict.fromkeys(_origins(node)):
            found.setdefault(origin, []).append(MaskStep(name, _fate(node, origin)))
        for tensor in node.outputs:
            if tensor.mask is not None:
                found.setdefault(tensor.mask.origin, [])
    for output in typed.graph.outputs:
        mask = typed.tensor(output.ref).mask
        if mask is not None:
            found.setdefault(mask.origin, []).append(MaskStep(output.name, "output"))
    return tuple(MaskPath(origin, tuple(stations)) for origin, stations in found.items())


def masked(typed: Typed, ref: Ref) -> bool:
    """True if a tensor that a reference means carries a mask."""
    return any(tensor.mask is not None for tensor in typed.tensors((ref,)))


def _origins(node: TypedNode) -> list[str]:
    return [tensor.mask.origin for tensor in node.inputs if tensor.mask is not None]


def _fate(node: TypedNode, origin: str) -> str:
    kind = find_kind(node.node.kind)
    reads, masks = (kind.reads_mask, kind.masks) if kind is not None else (False, "own")
    leaving = [tensor.mask.origin for tensor in node.outputs if tensor.mask is not None]
    if origin in leaving:
        return "read" if reads else "passes"
    if reads:
        return "used"
    if leaving:
        return "joined" if leaving[0] in _origins(node) else "replaced"
    if masks == "own" and _some_without(node.inputs):
        return "alone"
    return "dropped" if masks == "drops" else "lost"


def _some_without(inputs: tuple[TensorSpec, ...]) -> bool:
    return any(tensor.mask is None for tensor in inputs)
