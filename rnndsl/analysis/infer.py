"""Graph to typed graph: shape, dtype, mask and weights of every call, in the order in which the calls run.

A call that Keras would refuse gets a fault and unknown outputs; whatever reads those is unknown too and gets no fault of its
own, so one mistake stays one. Each layer kind judges its own calls; what holds for all kinds (how many tensors a layer takes,
what a shared layer was built for) is judged here. Linear in the number of tensors.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import UNKNOWN, Dim, differ, is_fixed, show_shape
from rnndsl.ir.graph import Graph, Node
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec, Weight
from rnndsl.ir.typed import Fault, Refusal, Typed, TypedNode
from rnndsl.layers import kind as find_kind
from rnndsl.layers._usable import usable
from rnndsl.layers.kind import Call, Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def infer(graph: Graph, sizes: Mapping[str, Dim] | None = None) -> Typed:
    """Type every node of a graph; never raises for a user's mistake, which becomes the fault of its node.

    `sizes` answers symbols that only a layer brings up: the length `T` of what TextVectorization returns.
    """
    typed = Typed(graph, {}, {entry.name: entry.tensor for entry in graph.inputs})
    built: dict[int, TypedNode] = {}
    for node in graph.nodes:
        result = _type_node(node, typed, graph.batch_size)
        if result.fault is not None and result.fault.what == "axis" and id(node.layer) in built:
            result = _settled(built[id(node.layer)], result, graph.batch_size)
        if result.fault is None and result.outputs[0].known:
            result = _reused(built.setdefault(id(node.layer), result), result)
        if sizes:
            from .settle import answered

            result = replace(result, outputs=tuple(answered(tensor, sizes) for tensor in result.outputs))
        typed.nodes[node.name] = result
    return typed


def _type_node(node: Node, typed: Typed, batch_size: int | None) -> TypedNode:
    inputs, states = typed.tensors(node.inputs), typed.tensors(node.initial_state)
    kind = find_kind(node.kind)
    args = usable(kind, node.layer, node.call_args) if kind is not None else None
    if kind is None or args is None:
        return TypedNode(node, inputs, (UNKNOWN_TENSOR,), ("",))
    if not kind.owns_weights:
        args["trainable"] = True  # a model asks the weights, and those of layers inside are never told
    ports = kind.ports(args)
    fault = _count(kind, node, inputs)
    call = Call(args, inputs, states, batch_size, node.layer.name)
    outputs: tuple[TensorSpec, ...] = ()
    told = kind.inside or all(tensor.known for tensor in (*inputs, *states))  # no tensor makes a layer of a cell
    if told and inputs:
        try:
            if fault is None:
                result = kind.infer(call)
                weights = () if _told_by_data(kind, args) else result.weights
                return TypedNode(node, inputs, result.outputs, ports, weights)
        except Refusal as refusal:
            fault = refusal.fault
        outputs = _recovered(kind, call, fault)
    return TypedNode(node, inputs, outputs or (UNKNOWN_TENSOR,) * len(ports), ports, fault=fault)


def _told_by_data(kind: Kind, args: Mapping[str, Any]) -> bool:
    """True if training data answer what a layer learns beforehand: the model is built with the answers as arguments, and then
    Keras keeps them as constants (mean and variance of Normalization), not as weights.
    """
    return any(args.get(name) is None for name in kind.learned)


def _recovered(kind: Kind, call: Call, fault: Fault | None) -> tuple[TensorSpec, ...]:
    """What a refused call would return once its mistake is repaired, where that is plain; empty where it is not.

    One vector where a sequence was wanted, and a list where its first tensor was wanted: with these two the mistakes of a
    whole stack are found in one run, each at its own layer.
    """
    first = call.inputs[0]
    if fault is not None and fault.what == "list":
        repaired = first
    elif fault is not None and fault.what == "rank" and kind.recurrent and first.rank == fault.facts.get("wants", 0) - 1:
        repaired = replace(first, shape=(UNKNOWN, *first.dims))
    else:
        return ()
    try:
        return kind.infer(replace(call, inputs=(repaired,))).outputs
    except Refusal:
        return ()


def _count(kind: Kind, node: Node, inputs: tuple[TensorSpec, ...]) -> Fault | None:
    """The fault of a layer that gets too few or too many tensors."""
    given = len(inputs)
    if not given or (kind.low <= given and (kind.high is None or given <= kind.high)):
        return None
    wanted = _wanted(kind.low, kind.high)
    keras = f"expects {wanted}(s), but it received {given} input tensors" if kind.high == 1 else ""
    shared = next((ref for ref in node.inputs if ref.port is None), None)
    if kind.high == 1 and shared is not None and len(node.inputs) == 1:
        return Fault("list", wanted, f"{given} tensors", keras, 0, None, {"ref": shared})
    return Fault("count", wanted, f"{given} tensor{'s' if given != 1 else ''}", keras, None, None, {"given": given})


def _wanted(low: int, high: int | None) -> str:
    if high == low:
        return f"{low} input" + ("s" if low != 1 else "")
    return f"at least {low} inputs" if high is None else f"{low} to {high} inputs"


def _settled(first: TypedNode, again: TypedNode, batch_size: int | None) -> TypedNode:
    """A further call on features of any number, as Keras takes it: the weights are there, and only the data can contradict.

    The fault tells which axis holds the `features` (by default the last one), and if Keras needs their number at `every` call.
    """
    kind, tensor = find_kind(again.node.kind), again.inputs[0]
    args = usable(kind, again.node.layer, again.node.call_args) if kind is not None else None
    facts = again.fault.facts if again.fault is not None else {}
    if kind is None or args is None or again.node.initial_state or not tensor.dims or "every" in facts:
        return again
    at = facts.get("features", -1) % len(tensor.dims)
    free = tensor.dims[at]
    if is_fixed(free):
        return again
    known = replace(tensor, shape=(*tensor.dims[:at], UNKNOWN, *tensor.dims[at + 1 :]))
    try:
        found = kind.infer(Call(args, (known, *again.inputs[1:]), (), batch_size, again.node.layer.name)).outputs
    except Refusal:
        return again
    back = (replace(one, shape=tuple(free if dim == UNKNOWN else dim for dim in one.dims)) for one in found)
    return replace(again, outputs=tuple(back), weights=first.weights, fault=None)


def _reused(first: TypedNode, again: TypedNode) -> TypedNode:
    """The second call of a shared layer, with a fault where it was built for another shape."""
    if _same_weights(first.weights, again.weights) and _same_rank(first, again):
        return again
    if _stretched(first, again):
        return replace(again, weights=first.weights, stretched=True)
    fault = Fault(
        "reuse",
        show_shape(first.inputs[0].shape),
        show_shape(again.inputs[0].shape),
        "incompatible with the layer",
        0,
        facts={"first": first.node.name},
    )
    return replace(again, outputs=(UNKNOWN_TENSOR,) * len(again.ports), weights=(), fault=fault)


def _stretched(first: TypedNode, again: TypedNode) -> bool:
    """True if nobody checks this call, and TensorFlow makes the weights fit the other shape."""
    kind = find_kind(first.node.kind)
    args = usable(kind, first.node.layer, again.node.call_args) if kind is not None else None
    if kind is None or args is None or kind.checks_again or len(first.weights) != len(again.weights):
        return False
    return kind.stretches(Call(args, again.inputs), first.weights, again.weights)


def _same_rank(first: TypedNode, again: TypedNode) -> bool:
    """True unless the layer takes only inputs of the rank it was built for, and this one has another."""
    kind = find_kind(first.node.kind)
    ranks = {node.inputs[0].rank for node in (first, again) if node.inputs and node.inputs[0].known}
    return kind is None or not kind.keeps_rank or len(ranks) < 2


def _same_weights(first: tuple[Weight, ...], again: tuple[Weight, ...]) -> bool:
    """True unless the two are provably different."""
    sizes, others = ([dim for weight in weights for dim in weight.shape] for weights in (first, again))
    return len(sizes) == len(others) and not any(differ(a, b) for a, b in zip(sizes, others, strict=True))
