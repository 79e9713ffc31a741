"""What a diagram shows, before anything is drawn: boxes for inputs, calls and outputs, lines with the tensors they carry."""

from __future__ import annotations

from rnndsl import layers
from rnndsl.diagnostics.record import Record, replace
from rnndsl.ir.dims import Derived, Sym, Unknown, show, total
from rnndsl.ir.graph import Graph, Layer, Named, Ref, held
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers.kind import OTHER

from . import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

END = "input and output"


class Box(Record):
    """A box: `title` is the kind, `name` the layer's, `details` small lines, `weights` the parameter count in words."""

    title: str
    name: str
    family: str
    details: str = ""
    weights: str = ""


class Arrow(Record):
    """A line from box to box; `state` marks initial states, `mask` a tensor with a mask."""

    start: int
    end: int
    label: str
    state: bool = False
    mask: bool = False


class Picture(Record):
    """All boxes (each after those it reads) and arrows, and the words above them."""

    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def picture(typed: Typed) -> Picture:
    """The boxes and arrows of a model."""
    graph = typed.graph
    boxes = [Box("Input", i.name, END) for i in graph.inputs]
    index = {i.name: k for k, i in enumerate(graph.inputs)}
    arrows: list[Arrow] = []
    seen: set[str] = set()
    for name, node in typed.built.items():
        end = len(boxes)
        boxes.append(_box(node, shared=node.node.layer.name in seen and bool(node.weights)))
        seen.add(node.node.layer.name)
        arrows += _arrows(typed, node.node.inputs, index, end, False)
        arrows += _arrows(typed, node.node.initial_state, index, end, True)
        index[name] = end
    for output in graph.outputs:
        arrows += _arrows(typed, (output.ref,), index, len(boxes), False)
        boxes.append(Box("Output", output.name, END, _loss(graph, output.name)))
    everything, trained = table.totals(typed)
    counted = isinstance(typed.parameters(), int)
    subtitle = f"{everything} parameters" if counted else "the number of parameters depends on the data"
    subtitle += f", {trained} trained" if counted and everything != trained else ""
    return Picture(graph.name, subtitle, tuple(boxes), tuple(arrows))


def _box(node: TypedNode, shared: bool) -> Box:
    layer = node.node.layer
    kind = layers.kind(layers.applied(layer).kind)
    weights = table.number(total(w.parameters for w in node.weights))
    words = f"weights shared with {layer.name}" if shared else f"{weights} parameters" if weights != "0" else ""
    return Box(
        table.kind(node),
        node.node.name,
        kind.family if kind is not None else OTHER,
        _details(replace(layer, args={**layer.args, **node.node.call_args})),
        words,
    )


def _details(layer: Layer) -> str:
    """The arguments that differ from Keras' defaults: `units 64 · return_sequences`."""
    kind = layers.kind(layer.kind)
    defaults = kind.defaults() if kind else {}
    said = []
    for name, value in layer.args.items():
        if held(value):
            said += [_details(inner) for inner in held(value)]
        elif name not in defaults or value != defaults[name] or type(value) is not type(defaults[name]):
            said.append(name if value is True else f"{name} {_value(value)}")
    return " · ".join(filter(None, said))


def _value(value: Any) -> str:
    if isinstance(value, Named):
        return value.name
    if isinstance(value, (Sym, Derived, Unknown)):
        return show(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value[:6])) + (", …" if len(value) > 6 else "") + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _arrows(typed: Typed, refs: tuple[Ref, ...], index: dict[str, int], end: int, state: bool) -> list[Arrow]:
    """One arrow for each layer that is read: tensors from the same layer share it (`h, c (N, 64)`)."""
    groups: dict[str, list[Ref]] = {}
    for ref in refs:
        groups.setdefault(ref.node, []).extend(typed.each((ref,)))
    arrows = []
    for name, each in groups.items():
        tensors = [typed.tensor(ref) for ref in each]
        ports = [table.source(typed, ref).partition(".")[2] for ref in each]
        shapes = list(dict.fromkeys(map(str, tensors)))
        words = [", ".join(filter(None, ports)), " ".join(shapes)]
        words.append(tensors[0].dtype if tensors[0].dtype != "float32" and tensors[0].known else "")
        masked = not state and any(tensor.mask is not None for tensor in tensors)
        words.append("masked" if masked else "")
        arrows.append(Arrow(index[name], end, "  ".join(filter(None, words)), state, masked))
    return arrows


def _loss(graph: Graph, name: str) -> str:
    loss = graph.losses.get(name)
    return f"loss {loss.name}" if loss else ""
