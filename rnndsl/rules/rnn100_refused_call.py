"""RNN100: a call that Keras would refuse for a reason that no other rule explains; the last to speak, so none stays silent."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import FAULTS, Fault, TypedNode

from ._calls import argument_inside, came_from, offender, refused_call, title, where
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.dims import Shape
    from rnndsl.ir.tensor import TensorSpec
    from rnndsl.ir.typed import Typed

ADVICE = {
    "rank": "bring the tensor to that form first: Reshape adds and removes axes, RepeatVector and Flatten add and remove time",
    "axis": "give that axis a number: a length instead of null, or `output_sequence_length` for texts",
    "elements": "a new shape holds as many elements as the old one; -1 stands for what is left over",
    "count": "`inputs: [a, b]` hands over several tensors, `inputs: a` one",
    "states": "hand over the states of a layer of the same kind and the same `units`: `initial_state: [encoder.h, encoder.c]`",
    "dtype": "`cast` on a line above brings a tensor to another dtype",
    "argument": "change one of the arguments, or the tensor that they do not go together with",
    "reuse": "give this tensor a layer of its own, or bring it to the shape that the shared layer was built for",
}


def check(view: View) -> Iterator[Diagnostic]:
    """One finding for every refused call; lint keeps those that nobody else has explained."""
    for refused in faults(view, *FAULTS):
        fault = refused.fault
        if fault is not None:
            message, related = _message(title(refused.node.layer), fault), _related(view.typed, refused, fault)
            place = argument_inside(refused.node.layer, fault.argument) if fault.argument else None
            help = _better_advice(view.typed, refused, fault) or ADVICE.get(fault.what, "")
            yield refused_call("RNN100", view.typed, refused, message, related=related, help=help, place=place)


def _better_advice(typed: Typed, refused: TypedNode, fault: Fault) -> str:
    """What to do with pictures and films, where their form tells; empty for all else."""
    ref, kind = offender(typed, refused), refused.node.kind
    tensor = typed.tensor(ref) if ref is not None else None
    if tensor is None or not tensor.known:
        return ""
    if fault.what == "dtype":
        return _of_dtype(tensor, fault)
    over = fault.facts.get("has", 0) - fault.facts.get("wants", 0) if fault.what == "rank" else 0
    alone = len(refused.inputs) == 1
    if over == 1 and alone and tensor.dims[-1] == 1 and sum(not isinstance(dim, int) for dim in tensor.dims) < 2:
        return f"Reshape: {{target_shape: [{_listed(tensor.dims[:-1])}]}} takes the axis of the one feature away"
    if over == 1 and alone:
        return f"TimeDistributed: {{layer: {{{kind}: …}}}} applies the layer at every step of the first axis"
    if over == -1 and tensor.rank > 1 and sum(not isinstance(dim, int) for dim in tensor.dims) < 2:
        return f"Reshape: {{target_shape: [{_listed((*tensor.dims, 1))}]}} says that there is one feature at every place"
    if fault.what == "axis" and all(isinstance(dim, int) for dim in tensor.dims):
        return "the axes of this tensor have other lengths: name another axis, or bring the tensor to what the layer takes"
    return ""


def _of_dtype(tensor: TensorSpec, fault: Fault) -> str:
    """What makes of such values what a layer can compute with; empty where an argument of the layer is at fault."""
    if fault.argument is not None:
        return ADVICE["argument"]
    if tensor.real == "string":
        return "TextVectorization makes ids of texts, StringLookup of single words; Embedding makes vectors of ids"
    if fault.expected == "strings":
        return "declare words with `dtype: string`; IntegerLookup looks up whole numbers, Discretization ranges of numbers"
    if "int" not in tensor.real:
        return ""
    if tensor.rank > 3:
        return "Rescaling: {scale: 0.00392157} makes floats of whole numbers, here of 0 to 255 those of 0 to 1"
    return "`cast: {dtype: float32}` makes floats of whole numbers; where they are ids, Embedding makes vectors of them"


def _listed(dims: Shape) -> str:
    """Lengths as a `target_shape` holds them: -1 for one that is open."""
    return ", ".join(str(dim) if isinstance(dim, int) else "-1" for dim in dims)


def _message(name: str, fault: Fault) -> str:
    if fault.what == "reuse":
        return f"{name} is shared: it was built for {fault.expected} and cannot read {fault.found}"
    return f"{name} needs {fault.expected}, but gets {fault.found}"


def _related(typed: Typed, refused: TypedNode, fault: Fault) -> tuple[Label, ...]:
    """Where the offending tensor comes from, or the first call of a shared layer."""
    first = typed.nodes.get(fault.facts.get("first", "")) if fault.what == "reuse" else None
    if first is not None:
        return (Label(where(first.node), f"first reads {first.inputs[0]}"),)
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
