"""Derives the two halves of a sequence-to-sequence model from its graph: what runs once, and what runs at every step.

The input with `shift: 1` is where the target enters during training. Whatever does not depend on it is the encoder and runs
once per sample; whatever does is the decoder and reads ids instead of text. Nobody has to wire inference by hand.
"""

from __future__ import annotations

from collections.abc import Iterable

from rnndsl.diagnostics.record import Record, replace
from rnndsl.ir.graph import Graph, Input, Node, Output, Ref
from rnndsl.ir.typed import Typed

IDS = "prefix_ids"


class Halves(Record):
    """`encoder` makes what the decoder reads besides ids and the model's own inputs; None where there is nothing to make.

    Its outputs are named as the decoder's inputs are. `reader` is the text layer whose ids the decoder reads and writes.
    """

    encoder: Graph | None
    decoder: Graph
    reader: str


def split(typed: Typed, shifted: str, output: str) -> Halves:
    """Cut a typed graph between what depends on the input `shifted` (a text) and what does not.

    A tensor that carries a mask is not cut, for an input of a model has none: the layers that make it stay with the decoder.
    Raises ValueError if no text layer reads `shifted`, or nothing of that name comes out.
    """
    graph = typed.graph
    reader = next((n for n in graph.nodes if n.kind == "TextVectorization" and n.inputs[0].node == shifted), None)
    target = next((o for o in graph.outputs if o.name == output), None)
    if reader is None or target is None:
        raise ValueError(f"nothing turns the input {shifted!r} into ids")
    late = _dependent(graph, shifted) & _ancestors(graph, [target.ref]) - {reader.name}
    crossing = _crossing(typed, late)
    while masked := {ref.node for ref in crossing if ref.node != reader.name and typed.tensor(ref).mask is not None}:
        late |= masked
        crossing = _crossing(typed, late)
    moves = {ref: _input_name(ref, graph, reader.name) for ref in crossing}
    nodes = tuple(_rewired(typed, node, moves) for node in graph.nodes if node.name in late)
    inputs = tuple(Input(name, replace(typed.tensor(ref), mask=None)) for ref, name in moves.items())
    decoder = _bare(graph, inputs, nodes, (target,))
    made = tuple(Output(name, ref) for ref, name in moves.items() if graph.node(ref.node) and ref.node != reader.name)
    return Halves(_encoder(graph, made) if made else None, decoder, reader.layer.name)


def _encoder(graph: Graph, outputs: tuple[Output, ...]) -> Graph:
    needed = _ancestors(graph, [output.ref for output in outputs])
    inputs = tuple(entry for entry in graph.inputs if entry.name in needed)
    return _bare(graph, inputs, tuple(node for node in graph.nodes if node.name in needed), outputs)


def _bare(graph: Graph, inputs: tuple[Input, ...], nodes: tuple[Node, ...], outputs: tuple[Output, ...]) -> Graph:
    """A graph without anything that belongs to training."""
    return replace(graph, inputs=inputs, nodes=nodes, outputs=outputs, targets=(), losses={}, unused=(), train=None)


def _input_name(ref: Ref, graph: Graph, reader: str) -> str:
    if ref.node == reader:
        return IDS
    return ref.node if graph.node(ref.node) is None else f"{ref.node}_{ref.port}".replace("@", "_")


def _dependent(graph: Graph, name: str) -> set[str]:
    """Names of the nodes that need `name` (graphs stand in an order that runs)."""
    found = {name}
    for node in graph.nodes:
        if any(ref.node in found for ref in (*node.inputs, *node.initial_state)):
            found.add(node.name)
    return found - {name}


def _ancestors(graph: Graph, refs: Iterable[Ref]) -> set[str]:
    """Names of the nodes and inputs that some tensors need, their own makers included."""
    found = {ref.node for ref in refs}
    for node in reversed(graph.nodes):
        if node.name in found:
            found |= {ref.node for ref in (*node.inputs, *node.initial_state)}
    return found


def _crossing(typed: Typed, late: set[str]) -> dict[Ref, None]:
    """The single tensors that late nodes read from others, in order of first use."""
    found: dict[Ref, None] = {}
    for node in typed.graph.nodes:
        if node.name in late:
            for ref in _single(typed, (*node.inputs, *node.initial_state)):
                if ref.node not in late:
                    found[ref] = None
    return found


def _single(typed: Typed, refs: tuple[Ref, ...]) -> list[Ref]:
    """References to single tensors, without places: one to a whole layer becomes one to each of its outputs."""
    return [Ref(ref.node, ref.port or 0) for ref in typed.each(refs)]


def _rewired(typed: Typed, node: Node, moves: dict[Ref, str]) -> Node:
    def read(refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(Ref(moves[ref]) if ref in moves else ref for ref in _single(typed, refs))

    return replace(node, inputs=read(node.inputs), initial_state=read(node.initial_state))
