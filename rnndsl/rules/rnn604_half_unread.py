"""RNN604: of a Bidirectional layer only one half is read, so that the other one is never trained."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Ref
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import came_from, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN604"
KERAS = "Gradients do not exist for variables"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Bidirectional layer of which, over all its calls, only one direction is read."""
    for node in view.typed.first_calls:
        if node.node.kind == "Bidirectional" and node.fault is None and len(node.ports) > 1:
            refs = _reads(view.typed, node)
            halves = {half for ref in refs if ref.port is not None for half in _halves(node, ref.port)}
            if len(halves) == 1 and all(ref.port is not None for ref in refs):
                yield _finding(view.typed, node, halves.pop(), refs[0])


def _reads(typed: Typed, node: TypedNode) -> list[Ref]:
    """What calls and outputs read of a layer, whichever of its calls made it."""
    calls = {one.node.name for one in typed.built.values() if one.node.layer is node.node.layer}
    refs = [ref for one in typed.built.values() for ref in (*one.node.inputs, *one.node.initial_state)]
    return [ref for ref in (*refs, *(output.ref for output in typed.graph.outputs)) if ref.node in calls]


def _halves(node: TypedNode, port: int) -> tuple[str, ...]:
    """The directions that an output holds: both for the merged one."""
    name = node.ports[port] if port < len(node.ports) else ""
    if name == "":
        return ("forward", "backward") if "backward" not in node.ports else ("forward",)
    return (name.partition("_")[0],)


def _finding(typed: Typed, node: TypedNode, half: str, read: Ref) -> Diagnostic:
    other = "backward" if half == "forward" else "forward"
    message = f"only the {half} half of {title(node.node.layer)} is read: its {other} half is computed, but never trained"
    states = [name for name in node.ports if name.startswith(f"{half}_")]
    notes = (f"Keras would warn: {KERAS}",)
    joined = f"Concatenate both halves ({', '.join(f'{half}_{s[-1]} with {other}_{s[-1]}' for s in states)})" if states else ""
    help = f"{joined or 'read both halves'}, or use the layer without Bidirectional"
    readers = [one for one in typed.built.values() if read in (*one.node.inputs, *one.node.initial_state)]
    related = came_from(typed, Ref(readers[0].node.name), f"reads the {half} half alone") if readers else ()
    return Diagnostic(CODE, "warning", message, where(node.node), f"its {other} half is read by nobody", related, notes, help)


_model = trained("source: [20, 4], previous: [12, 2]", "forecast: [12, 1]", "mse")
_encoder = "Bidirectional: {layer: {LSTM: {units: 16, return_state: true}}, name: encoder, inputs: source}"

RULE = Rule(
    code=CODE,
    name="half-unread",
    severity="warning",
    summary="only one half of a Bidirectional layer is read",
    why="An encoder in both directions has four states. A decoder in one direction takes two; where those are the forward "
    "ones alone, the backward half runs over every sequence for nothing, and its weights stay as they were drawn. "
    "Concatenated, [forward_h, backward_h] and [forward_c, backward_c] are the states of a decoder of twice the "
    "width.",
    bad=_model(
        _encoder.replace("Bidirectional", "«Bidirectional»"),
        "LSTM: {units: 16, return_sequences: true, inputs: previous, initial_state: [encoder.forward_h, encoder.forward_c]}",
        "Dense: {units: 1}",
    ),
    good=_model(
        _encoder,
        "Concatenate: {name: h, inputs: [encoder.forward_h, encoder.backward_h]}",
        "Concatenate: {name: c, inputs: [encoder.forward_c, encoder.backward_c]}",
        "LSTM: {units: 32, return_sequences: true, inputs: previous, initial_state: [h, c]}",
        "Dense: {units: 1}",
    ),
    keras="warns",
    says="Gradients do not exist for variables",
    triggers=("Bidirectional",),
    check=check,
)
