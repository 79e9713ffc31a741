"""RNN601: a recurrent layer starts from the wrong number of states, or from states of another width."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Fix
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import show
from rnndsl.ir.graph import Layer, Ref
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind

from ._above import sequence_layers
from ._calls import came_from, title, where, would_say
from ._examples import trained
from .edits import fix, replace_value, set_argument
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN601"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call whose initial states Keras cannot use."""
    for node in faults(view, "states"):
        yield _finding(view.typed, node)


def states_span(node: TypedNode) -> Span:
    """Where the initial states of a call are written."""
    spec = node.node.layer.spec
    value = spec.initial_state if spec is not None else None
    return value.span if value is not None else where(node.node)


def _finding(typed: Typed, node: TypedNode) -> Diagnostic:
    fault = node.fault
    assert fault is not None
    width = "index" in fault.facts
    found = f"a state of {fault.found}" if width else f"{fault.found} state{'s' * (fault.found != '1')}"
    message = f"{title(node.node.layer)} starts from {fault.expected}, but gets {found}"
    repair = _same_width(typed, node) if width else _all_states(typed, node)
    help = "" if repair else f"hand it {fault.expected}"
    label = f"here {fault.found}" if width else f"{fault.found} given, {fault.facts.get('wants', '?')} needed"
    related = _origins(typed, node, fault.facts.get("index"))
    name = node.node.name
    notes = would_say(node) if width or fault.keras else ("Keras says nothing: it runs only as many cells as have states",)
    return Diagnostic(CODE, "error", message, states_span(node), label, related, notes, help, repair, name)


def _origins(typed: Typed, node: TypedNode, index: int | None) -> tuple[Label, ...]:
    """The layers whose states these are."""
    refs = node.node.initial_state
    chosen = refs[index : index + 1] if index is not None else refs[:1]
    return came_from(typed, chosen[0], "its states are {}" if index is not None else "its states") if chosen else ()


def _all_states(typed: Typed, node: TypedNode) -> Fix | None:
    """`encoder.h` becomes `[encoder.h, encoder.c]` where the same layer has the states that lack."""
    refs, spec = node.node.initial_state, node.node.layer.spec
    maker = typed.nodes.get(refs[0].node) if refs else None
    if maker is None or spec is None or spec.initial_state is None or {ref.node for ref in refs} != {refs[0].node}:
        return None
    ports = [port for port in maker.ports if port]
    wants = node.fault.facts.get("wants") if node.fault is not None else None
    if len(ports) != wants or spec.initial_state.via:
        return None
    name = _written(spec.initial_state.span.text, refs[0])
    text = f"[{', '.join(f'{name}.{port}' for port in ports)}]"
    title = f"hand over {' and '.join(f'`{port}`' for port in ports)}"
    return fix(title, replace_value(spec.initial_state, text))


def _written(text: str, ref: Ref) -> str:
    """The name of a layer as the user wrote it in a reference."""
    word = text.strip("[] \n").split(",")[0].strip("-\"' \n")
    return word.rpartition(".")[0] or ref.node


def _same_width(typed: Typed, node: TypedNode) -> Fix | None:
    """As many units as the states have, where the layer is a plain recurrent one whose output nobody else counts on."""
    index = node.fault.facts.get("index") if node.fault is not None else None
    layers = sequence_layers(node.node.layer)
    refs = node.node.initial_state
    found = kind(node.node.kind)
    wide = found is not None and any(entry.name == "units" for entry in found.parameters)
    if not isinstance(index, int) or index >= len(refs) or layers != (node.node.layer,) or not wide:
        return None
    shape = typed.tensor(refs[index]).shape
    widths = {typed.tensor(ref).shape for ref in refs}
    if shape is None or len(shape) != 1 or not isinstance(shape[0], int) or len(widths) != 1:
        return None
    layer: Layer = layers[0]
    return fix(f"make it {show(shape[0])} units wide, like its states", set_argument(layer.spec, "units", show(shape[0])))


_model = trained("source: [20, 4], previous: [12, 2]", "forecast: [12, 1]", "mse")

RULE = Rule(
    code=CODE,
    name="states",
    severity="error",
    summary="initial states of the wrong number or width",
    why="An LSTM starts from two states (h, c), a GRU and a SimpleRNN from one (h), each as wide as the layer. Keras builds "
    "the model and fails in the first batch, inside the layer's loop.",
    bad=_model(
        "LSTM: {units: 32, return_state: true, name: encoder, inputs: source}",
        "LSTM: {units: 16, return_sequences: true, inputs: previous, initial_state: «[encoder.h, encoder.c]»}",
        "Dense: {units: 1}",
    ),
    good=_model(
        "LSTM: {units: 32, return_state: true, name: encoder, inputs: source}",
        "LSTM: {units: 32, return_sequences: true, inputs: previous, initial_state: [encoder.h, encoder.c]}",
        "Dense: {units: 1}",
    ),
    keras="raises",
    says="Dimensions must be equal",
    fix="unsafe",
    triggers=("fault:states",),
    check=check,
)
