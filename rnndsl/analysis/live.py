"""How much memory the tensors of one forward pass need at once, if each is let go after the last call that reads it."""

from __future__ import annotations

from rnndsl.ir.bytes import size
from rnndsl.ir.dims import Dim, Unknown, add, multiply, total
from rnndsl.ir.graph import Ref
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Place = tuple[str, int]


def peak(typed: Typed) -> Dim | None:
    """The bytes of one sample's largest set of tensors that live together, along the order of calls; inputs and what a call
    returns live beside what it reads, outputs of the model to the end. None where open sizes decide which set is largest.
    """
    tensors = dict(_tensors(typed))
    last = _last_reads(typed)
    alive = {place: size(tensor) for place, tensor in tensors.items() if place[0] in typed.inputs}
    sets: list[Dim] = [total(alive.values())]
    for number, (name, node) in enumerate(typed.nodes.items()):
        alive.update(((name, port), size(tensor)) for port, tensor in enumerate(node.outputs))
        sets.append(total(alive.values()))
        alive = {place: bytes for place, bytes in alive.items() if last.get(place, -1) > number}
    return _largest(sets)


def _tensors(typed: Typed) -> Iterator[tuple[Place, TensorSpec]]:
    for name, tensor in typed.inputs.items():
        yield (name, 0), tensor
    for name, node in typed.nodes.items():
        yield from (((name, port), tensor) for port, tensor in enumerate(node.outputs))


def _last_reads(typed: Typed) -> dict[Place, int]:
    """The number of the last call that reads each tensor; outputs of the model are read after all of them."""
    last: dict[Place, int] = {}
    for number, node in enumerate(typed.nodes.values()):
        for ref in (*node.node.inputs, *node.node.initial_state):
            last.update(dict.fromkeys(_places(typed, ref), number))
    for output in typed.graph.outputs:
        last.update(dict.fromkeys(_places(typed, output.ref), len(typed.nodes)))
    return last


def _places(typed: Typed, ref: Ref) -> list[Place]:
    return [(one.node, one.port or 0) for one in typed.each((ref,))]


def _largest(sets: list[Dim]) -> Dim | None:
    """The largest of all, whatever the open sizes are; None where that depends on them."""
    found: Dim = 0
    for one in sets:
        if _covers(one, found):
            found = one
    return found if all(_covers(found, one) for one in sets) else None


def _covers(a: Dim, b: Dim) -> bool:
    """True if `a` is at least `b` for every answer to their symbols, none of which is below 1."""
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return False
    if isinstance(a, int) and isinstance(b, int):
        return a >= b
    from rnndsl.ir.terms import polynomial

    terms = polynomial(add(a, multiply(-1, b)))
    return all(number >= 0 for atoms, number in terms.items() if atoms) and sum(terms.values()) >= 0
