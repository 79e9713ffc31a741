"""RNN100: a call that Keras would refuse for a reason that no other rule explains; the last to speak, so none stays silent."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import FAULTS, Fault, TypedNode

from ._calls import argument, came_from, notes, offender, title, where
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.span import Span
    from rnndsl.ir.typed import Typed

ADVICE = {
    "rank": "bring the tensor to that form first: Reshape adds and removes axes, RepeatVector and Flatten add and remove time",
    "axis": "give that axis a number: a length instead of null, or `output_sequence_length` for texts",
    "elements": "a new shape holds as many elements as the old one; -1 stands for what is left over",
    "count": "`inputs: [a, b]` hands over several tensors, `inputs: a` one",
    "states": "hand over the states of a layer of the same kind and the same `units`: `initial_state: [encoder.h, encoder.c]`",
    "dtype": "turn texts into ids with TextVectorization and ids into vectors with Embedding, before any other layer",
    "argument": "change one of the arguments, or the tensor that they do not go together with",
    "reuse": "give this tensor a layer of its own, or bring it to the shape that the shared layer was built for",
}


def check(view: View) -> Iterator[Diagnostic]:
    """One finding for every refused call; lint keeps those that nobody else has explained."""
    for refused in faults(view, *FAULTS):
        fault = refused.fault
        place = _place(refused)
        if fault is not None and place is not None:
            yield Diagnostic(
                "RNN100",
                "error",
                _message(title(refused.node.layer), fault),
                place,
                related=_related(view.typed, refused, fault),
                notes=notes(view.typed, refused),
                help=ADVICE.get(fault.what, ""),
                about=refused.node.name,
            )


def _message(name: str, fault: Fault) -> str:
    if fault.what == "reuse":
        return f"{name} is shared: it was built for {fault.expected} and cannot read {fault.found}"
    return f"{name} needs {fault.expected}, but gets {fault.found}"


def _place(refused: TypedNode) -> Span | None:
    """The argument that the fault names, the layer's own or a nested one's, else the layer's word."""
    layer, fault = refused.node.layer, refused.fault
    inner = [value for value in layer.args.values() if isinstance(value, Layer)]
    if fault is not None and fault.argument:
        spans = (argument(one, fault.argument) for one in (layer, *inner))
        found = next((span for span in spans if span is not None), None)
        if found is not None:
            return found
    return where(refused.node)


def _related(typed: Typed, refused: TypedNode, fault: Fault) -> tuple[Label, ...]:
    """Where the offending tensor comes from, or the first call of a shared layer."""
    first = typed.nodes.get(fault.facts.get("first", "")) if fault.what == "reuse" else None
    if first is not None:
        span = where(first.node)
        return (Label(span, f"first reads {first.inputs[0]}"),) if span is not None else ()
    if fault.input is None:
        return ()
    return came_from(typed, offender(typed, refused), "is {}")


RULE = Rule(
    code="RNN100",
    name="refused-call",
    severity="error",
    summary="a layer gets a tensor, or arguments, that Keras refuses",
    why="Keras checks every call of a layer while it builds the model. This is what it would refuse, for a reason that has no "
    "rule of its own.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, name: encoder}
    - «Attention»: {inputs: encoder}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, name: encoder, return_sequences: true}
    - Attention: {inputs: [encoder, encoder]}
    - Dense: {units: 1}
""",
    keras="raises",
    triggers=tuple(f"fault:{what}" for what in FAULTS),
    check=check,
)
