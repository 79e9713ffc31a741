"""Typed graph to counted graph: parameters, multiply-adds, memory and receptive fields of every call, and their totals.

What a layer works and saves, its kind says; here it is laid against time, dtypes and the order of calls. Everything is exact
for what it counts, and symbolic where a size is open: nothing is guessed.
"""

from __future__ import annotations

from rnndsl.ir.bytes import size, width
from rnndsl.ir.counted import Counted, CountedCall, Weighed
from rnndsl.ir.dims import UNKNOWN, Dim, add, divide, multiply, total
from rnndsl.ir.tensor import TensorSpec, Weight
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind as find_kind
from rnndsl.layers._formats import features_first
from rnndsl.layers._usable import usable
from rnndsl.layers.kind import Call, Kind, Result

from .fields import Fields, along_time
from .live import peak
from .masks import paths
from .settle import open_sizes, revealed
from .slots import slots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_BATCH = 32


def count(typed: Typed, batch: int | None = None) -> Counted:
    """Count a typed graph without faults; `batch` is the number of samples, by default what the file trains with."""
    typed = revealed(typed)
    fields, seen, calls = Fields(typed), set[int](), []
    for node in typed.nodes.values():
        calls.append(_count(typed, node, fields, id(node.node.layer) in seen))
        seen.add(id(node.node.layer))
    weighed = _sum(call.weighed for call in calls)
    arriving = total(size(tensor) for tensor in typed.inputs.values())
    kept = total(add(call.output_bytes, call.saved_bytes) for call in calls)
    return Counted(
        typed,
        batch or _batch(typed),
        tuple(calls),
        weighed,
        total(call.multiply_adds for call in calls),
        arriving,
        add(arriving, kept),
        peak(typed),
        slots(typed, trained_weights(typed)),
        paths(typed),
        open_sizes(typed),
    )


def trained_weights(typed: Typed) -> tuple[tuple[str, Weight], ...]:
    """The variables that training changes, each once, with the name of their layer."""
    return tuple((node.node.layer.name, weight) for node in typed.first_calls for weight in node.trained)


def _batch(typed: Typed) -> int:
    """The batch size that the file trains with: the fixed one, that of `train`, or Keras' default."""
    train = typed.graph.train
    found = train.get("batch_size") if train is not None else None
    return typed.graph.batch_size or (found.data if found is not None and isinstance(found.data, int) else DEFAULT_BATCH)


def _count(typed: Typed, node: TypedNode, fields: Fields, shared: bool) -> CountedCall:
    shared = shared and bool(node.weights)
    weighed = Weighed() if shared else _weighed(node)
    outputs = total(size(tensor) for tensor in node.outputs)
    kind = find_kind(node.node.kind)
    args = usable(kind, node.node.layer, node.node.call_args) if kind is not None else None
    states = typed.tensors(node.node.initial_state)
    if kind is None or args is None or not all(tensor.known for tensor in (*node.inputs, *states, node.outputs[0])):
        unknown: Dim = UNKNOWN if kind is None or kind.work else 0
        return CountedCall(node, weighed, shared, unknown, None, None, outputs, UNKNOWN)
    call = Call(args, node.inputs, states, typed.graph.batch_size, node.node.layer.name)
    result = Result(node.outputs, node.weights)
    work = kind.multiply_adds(call, result)
    steps, share = _steps(kind, call, result, work)
    saved = multiply(width(node.outputs[0].dtype), kind.saved(call, result))
    return CountedCall(
        node, weighed, shared, work, steps, share, outputs, saved, fields.after(node, kind, args), kind.work if work else ""
    )


def _steps(kind: Kind, call: Call, result: Result, work: Dim) -> tuple[Dim | None, Dim | None]:
    """Steps along time, and the work of each: those of the output, or of the input where there it has no (whole) share."""
    if kind.reach(call.args) is None and not kind.recurrent:
        return None, None
    for tensor in (result.outputs[0], call.inputs[0]):
        steps = _time(kind, call, tensor)
        share = divide(work, steps) if steps is not None else None
        if share is not None:
            return steps, share
    return None, None


def _time(kind: Kind, call: Call, tensor: TensorSpec) -> Dim | None:
    """The length of a tensor's time axis, if it has one."""
    if not along_time(tensor, kind):
        return None
    last = len(tensor.dims) == 2 and features_first(call.args)
    return tensor.dims[-1 if last else 0]


def _weighed(node: TypedNode) -> Weighed:
    trained = node.trained
    return Weighed(
        total(weight.parameters for weight in node.weights),
        total(weight.parameters for weight in trained),
        total(multiply(width(weight.dtype), weight.parameters) for weight in node.weights),
        total(multiply(width(weight.dtype), weight.parameters) for weight in trained),
    )


def _sum(parts: Iterable[Weighed]) -> Weighed:
    found = list(parts)
    return Weighed(
        total(part.parameters for part in found),
        total(part.trained for part in found),
        total(part.bytes for part in found),
        total(part.trained_bytes for part in found),
    )
