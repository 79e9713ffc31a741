"""RNN110: the batch axis is written into a shape, so that every sample has one axis too many."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.record import replace
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import product, show
from rnndsl.ir.graph import Layer
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import offender, producer, refused_call, replay, sources, title, where
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.graph import Ref


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that is refused only because of the axis of the batch."""
    for refused in faults(view, "elements"):
        target = refused.node.layer.args.get("target_shape")
        elements = refused.fault.facts.get("elements") if refused.fault is not None else None
        if isinstance(target, list) and len(target) > 1 and target[0] != -1 and elements == product(target[1:]):
            yield _finding(view, refused, _target_shape(refused.node.layer), str(target[0]), refused.node.layer)
    for refused in faults(view, "rank"):
        top, ref = _top(view.typed, refused)
        if top is not None and _of_one_sample(top):
            layer = top.node.layer
            yield _finding(view, refused, _target_shape(layer), str(layer.args["target_shape"][0]), layer)
        elif top is None and ref is not None and _counts_samples(view, ref):
            yield _finding(view, refused, _declared(view, ref.node), show(view.typed.tensor(ref).dims[0]))


def _top(typed: Typed, refused: TypedNode) -> tuple[TypedNode | None, Ref | None]:
    """Where the axis comes in: a Reshape, or an input (None and its reference), without which the call would be accepted."""
    ref, path = offender(typed, refused), [refused]
    while ref is not None:
        node, tensor = producer(typed, ref), typed.tensor(ref)
        if node is None or _of_one_sample(node):
            if not tensor.known or tensor.rank < 4:
                return None, None
            smaller = replace(tensor, shape=tensor.dims[1:], mask=None)
            return (node, ref) if replay(path, smaller, typed.graph.batch_size) else (None, None)
        path.insert(0, node)
        ref = next(iter(sources(typed, node.node)), None) if len(node.node.inputs) == 1 else None
    return None, None


def _of_one_sample(node: TypedNode) -> bool:
    """True for a Reshape to [1, …], or to [-1, …] where nothing is left over: what NumPy and PyTorch write for the batch."""
    target = node.node.layer.args.get("target_shape")
    first = node.outputs[0].dims[0] if node.outputs[0].known and node.outputs[0].dims else None
    return node.node.kind == "Reshape" and isinstance(target, list) and len(target) > 1 and target[0] in (-1, 1) and first == 1


def _counts_samples(view: View, ref: Ref) -> bool:
    """True if the first axis of a declared input can only be the batch: of any length, as Keras prints it, or its size."""
    first = view.typed.tensor(ref).dims[0]
    sizes = [value.data for key in ("model", "train") if (value := view.spec.get(key, "batch_size")) is not None]
    return not isinstance(first, int) or first in sizes


def _target_shape(layer: Layer) -> Value | None:
    return layer.spec.args.get("target_shape") if layer.spec is not None else None


def _declared(view: View, name: str) -> Value | None:
    """The shape of an input as it is written: under `model.inputs` or in an Input line."""
    value = view.spec.get("model", "inputs", name)
    if value is not None:
        return value.get("shape") if isinstance(value.data, dict) else value
    lines = view.spec.get("model", "layers")
    for line in lines.list if lines is not None else ():
        spec = line.data
        if isinstance(spec, LayerSpec) and spec.kind == "Input" and (spec.name is None or spec.name.data == name):
            return spec.args.get("shape")
    return None


def _finding(view: View, refused: TypedNode, shape: Value | None, first: str, layer: Layer | None = None) -> Diagnostic:
    holder = title(layer) if layer is not None else "the input"
    first = "null" if layer is None and not first.isdigit() else first
    message = f"{holder} has the batch in its shape: without the first axis, {first}, {title(refused.node.layer)} would read it"
    related = () if layer is refused.node.layer else (Label(where(refused.node), "gets one axis too many"),)
    repair, label = _repair(shape), "the first axis is the batch"
    help = "" if repair else "leave the first axis out: shapes never mention the batch"
    place = shape.span if shape is not None else None
    return refused_call("RNN110", view.typed, refused, message, label, related, help, repair, place)


def _repair(shape: Value | None) -> Fix | None:
    """The list without its first number."""
    if shape is None or shape.via or len(shape.list) < 2:
        return None
    first, second = (value.span for value in shape.list[:2])
    if first.source is not second.source:
        return None
    return Fix("leave the batch out of the shape", (Edit(Span(first.source, first.start, second.start), ""),))


RULE = Rule(
    code="RNN110",
    name="batch-in-a-shape",
    severity="error",
    summary="the batch axis is written into a shape, so that every sample has one axis too many",
    why="Keras prints shapes with the batch in front, (None, 24, 8), and NumPy counts the samples there. What the model is "
    "told is the shape of one sample: [24, 8]. The same holds for `target_shape` of a Reshape, where [-1, 24, 8] is the NumPy "
    "way to keep the batch and means an axis of length 1 here.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: «[null, 24, 8]»}
  layers:
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    keras="raises",
    says="expected ndim=3, found ndim=4",
    triggers=("fault:rank", "fault:elements"),
    check=check,
    fix="unsafe",
)
