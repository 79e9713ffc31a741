"""An order that runs, for graphs whose lines read lines further down; circles are reported and cut open."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.graph import Node, Ref

from .expand import UNDEFINED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .expand import Expansion


def in_order(found: Sequence[Node], expansion: Expansion) -> tuple[Node, ...]:
    """The nodes so that each stands below those it reads, otherwise as in the file. Iterative: a chain may be long."""
    by_name = {node.name: node for node in found}
    done: dict[str, Node] = {}
    cut: set[tuple[str, str]] = set()
    for start in found:
        path: list[str] = [start.name] if start.name not in done else []
        while path:
            node = by_name[path[-1]]
            waiting = _waiting(node, by_name, done, cut)
            if waiting is None:
                done[path.pop()] = _without(node, cut)
            elif waiting.node in path:
                _report_circle(path[path.index(waiting.node) :], by_name, waiting, expansion)
                cut.add((node.name, waiting.node))
            else:
                path.append(waiting.node)
    return tuple(done.values())


def _waiting(node: Node, by_name: dict[str, Node], done: dict[str, Node], cut: set[tuple[str, str]]) -> Ref | None:
    """The first reference of a node to one that is not in order yet."""
    for ref in (*node.inputs, *node.initial_state):
        if ref.node in by_name and ref.node not in done and (node.name, ref.node) not in cut:
            return ref
    return None


def _without(node: Node, cut: set[tuple[str, str]]) -> Node:
    def opened(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(UNDEFINED if (node.name, ref.node) in cut else ref for ref in refs)

    return replace(node, inputs=opened(node.inputs), initial_state=opened(node.initial_state))


def _report_circle(circle: list[str], by_name: dict[str, Node], ref: Ref, expansion: Expansion) -> None:
    from rnndsl.rules.rnn007_undefined import cyclic

    names = tuple(circle)
    span = ref.span or by_name[circle[-1]].span
    if span is not None:
        expansion.lost = True
        expansion.add(cyclic(span, "layer", (*reversed(names), names[-1])))
