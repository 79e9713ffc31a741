"""The checked spec and the facts of its data to a wired graph: names looked up, blocks written out, ends found.

Mistakes are reported and leave undefined tensors behind, so that whatever reads them stays silent.
"""

from __future__ import annotations

from rnndsl.ir.facts import Facts
from rnndsl.ir.graph import Graph, Input, Node, Output, Ref
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.layers import kind as find_kind

from .arguments import Arguments
from .endpoints import inputs, losses, named_input_lines, outputs, targets
from .expand import UNDEFINED, Expansion, Refs, Scope
from .wire import nodes, unused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.diagnostics.report import Report


def resolve(spec: Value, facts: Facts, report: Report) -> Graph | None:
    """The graph of a model; None where a mistake leaves no layer to speak of."""
    spec = named_input_lines(spec, facts)
    lines = spec.get("model", "layers")
    if lines is None or not isinstance(lines.data, tuple):
        return None
    ends = inputs(spec, facts)
    expansion = Expansion(dict(_blocks(spec)), [entry.name for entry in ends], report)
    scope = Scope()
    scope.inputs = {entry.name: (Ref(entry.name, 0, entry.span),) for entry in ends}
    scope.places = {entry.name: entry.span for entry in ends if entry.span is not None}
    expansion.reserve(lines.data)
    last = expansion.lines(lines.data, scope, _first(spec, scope, report, [entry.name for entry in facts.inputs]))
    if expansion.overflow:
        return None
    found = nodes(expansion, Arguments(spec, facts, ends, expansion))
    _check_operations(found, ends, report)
    goals = targets(spec, facts, expansion)
    results = outputs(spec, goals, scope, last, expansion)
    idle = unused(found, results)
    if idle and not expansion.lost:
        _report_unused(found, idle, results, report)
    judged = losses(spec, results, expansion)
    return Graph(_name(spec), ends, found, results, goals, judged, idle, spec.get("train"), batch_size(spec))


def _blocks(spec: Value) -> dict[str, Value]:
    blocks = spec.get("model", "blocks")
    return blocks.data if blocks is not None and isinstance(blocks.data, dict) else {}


def _first(spec: Value, scope: Scope, report: Report, given: list[str]) -> Refs | None:
    """What the first line reads by default: the only input, or the only one that the data give; None if there are several."""
    if len(scope.inputs) == 1:
        return next(iter(scope.inputs.values()))
    if len(given) == 1:  # others are declared without data, which RNN801 reports
        return scope.inputs[given[0]]
    if scope.inputs:
        return None
    model = spec.get("model")
    known = spec.get("data") is not None or (model is not None and model.get("inputs") is not None)
    if model is not None and not known:
        from rnndsl.rules.rnn008_wrong_value import wrong

        help = "declare it: `model.inputs: {x: [24, 8]}` (time steps, features), or describe the data under `data`"
        report.add(wrong(model.key or model.span, "nothing says what comes into the model", help=help))
    return (UNDEFINED,)


def _report_unused(found: tuple[Node, ...], idle: tuple[str, ...], results: tuple[Output, ...], report: Report) -> None:
    """Report the last of each chain of unused layers: those above it are unused because it is."""
    from rnndsl.rules.rnn005_unused_layer import unused_layer

    names = set(idle)
    read = {ref.node for node in found if node.name in names for ref in (*node.inputs, *node.initial_state)}
    for node in found:
        if node.name in names and node.name not in read and node.span is not None:
            report.add(unused_layer(node.span, node.kind, node.name, tuple(output.name for output in results)))


def _check_operations(found: tuple[Node, ...], ends: tuple[Input, ...], report: Report) -> None:
    """Report a layer or an input with the name that Keras gives an operation: no name may stand twice in a model."""
    kinds = {node.kind: kind for node in found if (kind := find_kind(node.kind)) is not None and kind.operation}
    if not kinds:
        return
    own = {kind.own_name or name: name for name, kind in kinds.items()}
    places = {node.layer.name: node.span for node in found if node.kind not in kinds}
    for name, place in {**places, **{entry.name: entry.span for entry in ends}}.items():
        if name in own and place is not None:
            from rnndsl.rules.rnn008_wrong_value import wrong

            message = f"`{name}` is the name that Keras gives the operation `{own[name]}`, and no name may stand twice"
            report.add(wrong(place, message, help="give it another name"))


def _name(spec: Value) -> str:
    """The model's name: the one given, else that of its file."""
    given = spec.get("name")
    if given is not None and isinstance(given.data, str):
        return given.data
    file = spec.span.source.name.replace("\\", "/").rpartition("/")[2]
    return file.partition(".")[0] if file and not file.startswith("<") else "model"


def batch_size(spec: Value) -> int | None:
    """The fixed batch size of `model.batch_size`, or of an Input line."""
    lines = spec.get("model", "layers")
    declared = [line.data.args.get("batch_size") for line in (lines.data if lines else ()) if isinstance(line.data, LayerSpec)]
    for value in (spec.get("model", "batch_size"), *declared):
        if value is not None and isinstance(value.data, int):
            return value.data
    return None
