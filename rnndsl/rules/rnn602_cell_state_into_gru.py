"""RNN602: the cell state of an LSTM goes into a layer that has no cell state."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.graph import Layer, Ref
from rnndsl.ir.nest import flat
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind
from rnndsl.layers._usable import usable

from ._above import sequence_layers
from ._calls import came_from, title
from ._examples import trained
from .edits import fix, replace_value
from .rnn601_states import states_span
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN602"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call of a layer without a cell state (GRU, SimpleRNN, RNN over such cells, a wrapper of one) among whose
    several initial states is an LSTM's `c`.
    """
    for node in view.typed.nodes.values():
        refs = node.node.initial_state
        cells = [ref for ref in refs if _is_cell_state(view.typed, ref)]
        if cells and len(refs) > 1 and _keeps_no_cell_state(node):
            yield _finding(view.typed, node, cells[0])


def _keeps_no_cell_state(node: TypedNode) -> bool:
    states = [name for layer in sequence_layers(node.node.layer) for name in _states(layer)]
    return bool(states) and all(name == "h" or name.startswith("h_") for name in states)


def _states(layer: Layer) -> tuple[str, ...]:
    """The names of a layer's states; none where a mistake hides them."""
    found = kind(layer.kind)
    args = usable(found, layer) if found is not None else None
    return flat(found.states(args)) if found is not None and args is not None else ()


def _is_cell_state(typed: Typed, ref: Ref) -> bool:
    node = typed.nodes.get(ref.node)
    port = node.ports[ref.port] if node is not None and ref.port and ref.port < len(node.ports) else ""
    return port == "c" or port.endswith("_c")


def _finding(typed: Typed, node: TypedNode, cell: Ref) -> Diagnostic:
    layer, refs = node.node.layer, node.node.initial_state
    maker = typed.nodes[cell.node]
    layers = sequence_layers(layer)
    wrapped = layers != (layer,)
    states = _states(layer)
    has = (
        "one state, h, in each direction" if wrapped else "one state, h" if len(states) == 1 else f"states {', '.join(states)}"
    )
    message = (
        f"{title(layer)} has {has}, but its initial states hold the cell state of {title(maker.node.layer)}: "
        f"{len(refs)} states (h, c)"
    )
    if not wrapped and len(refs) == len(states):
        note = "Keras says nothing: every cell starts from the state at its place"
    elif wrapped and len(refs) == 2:
        note = "Keras says nothing: the forward layer starts from h and the backward layer from c"
    elif wrapped or not getattr(kind(layer.kind), "strict", True):
        note = "Keras says nothing: it takes the first state and drops the rest"
    else:
        note = "Keras would say: Too few leaves for PyTreeSpec"
    if node.fault is not None and node.fault.keras:
        note = f"Keras would say: {node.fault.keras}"
    repair = _repair(typed, node)
    help = "" if repair else "hand over h alone, or let both layers be of one kind"
    related = came_from(typed, Ref(cell.node), "an LSTM has two states, h and c")
    label = "h and c of an LSTM"
    return Diagnostic(CODE, "error", message, states_span(node), label, related, (note,), help, repair, about=node.node.name)


def _repair(typed: Typed, node: TypedNode) -> Fix | None:
    """Keep the h of a plain recurrent layer; a width that does not fit either needs another repair."""
    spec, refs = node.node.layer.spec, node.node.initial_state
    value = spec.initial_state if spec is not None else None
    kept = [(ref, entry) for ref, entry in zip(refs, value.list if value is not None else (), strict=False) if ref.port]
    kept = [(ref, entry) for ref, entry in kept if not _is_cell_state(typed, ref)]
    plain = sequence_layers(node.node.layer) == (node.node.layer,) and len(_states(node.node.layer)) == 1
    if value is None or value.via or len(kept) != 1 or not plain:
        return None
    word = kept[0][1].span.text
    return fix(f"start from `{word}` alone", replace_value(value, word))


_model = trained("source: [20, 4], previous: [12, 2]", "forecast: [12, 1]", "mse")

RULE = Rule(
    code=CODE,
    name="cell-state-into-gru",
    severity="error",
    summary="the states [h, c] of an LSTM into a layer with one state",
    why="A GRU takes the first of the two and drops the cell state, in which an LSTM keeps what it has seen; under "
    "Bidirectional the cell state even becomes the start of the backward layer. Keras says nothing. A SimpleRNN fails in "
    "the first batch.",
    bad=_model(
        "LSTM: {units: 32, return_state: true, name: encoder, inputs: source}",
        "GRU: {units: 32, return_sequences: true, inputs: previous, initial_state: «[encoder.h, encoder.c]»}",
        "Dense: {units: 1}",
    ),
    good=_model(
        "LSTM: {units: 32, return_state: true, name: encoder, inputs: source}",
        "GRU: {units: 32, return_sequences: true, inputs: previous, initial_state: encoder.h}",
        "Dense: {units: 1}",
    ),
    keras="silent",
    fix="unsafe",
    triggers=("initial_state",),
    check=check,
)
