"""RNN201: a layer that reads time steps stands under a recurrent layer that returns only the last one."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import applied, kind

from ._above import readers, sequence_layers, set_sequences
from ._calls import offender, producer, refused_call, replay, sequence_form, sources, title, where
from .edits import fix
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that gets (N, F) because a recurrent layer above keeps its last step only."""
    for refused in faults(view, "rank"):
        path = _path(view.typed, refused)
        if path:
            yield _finding(view.typed, refused, path)


def _path(typed: Typed, refused: TypedNode) -> list[TypedNode]:
    """The calls from the recurrent layer (first) to the refused one (last), if whole sequences would get through.

    Proven by inference: the calls between are asked again, with a time axis in what the recurrent layer hands on.
    """
    ref, path = offender(typed, refused), [refused]
    while (node := producer(typed, ref)) is not None and node.outputs[0].known and ref is not None and not ref.port:
        path.append(node)
        if _recurrent(node.node.layer):
            break
        ref = next(iter(sources(typed, node.node)), None) if len(node.node.inputs) == 1 else None
    path.reverse()
    top = path[0]
    if top is refused or not _recurrent(top.node.layer) or not top.inputs[0].known:
        return []
    before, after, axis = top.inputs[0].dims, top.outputs[0].dims, _wrappers(top.node.layer)
    if top.fault is not None:  # a stack: the layer above dropped the time axis that this one would have read
        before = (*before[:axis], UNKNOWN, *before[axis:])
    if len(after) != len(before) - 1:
        return []
    whole = TensorSpec((*after[:axis], before[axis], *after[axis:]), top.outputs[0].dtype)
    return path if replay(path[1:], whole, typed.graph.batch_size) else []


def _recurrent(layer: Layer) -> tuple[Layer, ...]:
    """The layers that hold `return_sequences`: the layer itself, both directions, or what TimeDistributed applies."""
    return sequence_layers(applied(layer))


def _wrappers(layer: Layer) -> int:
    """How many axes stand before the time axis: one for each TimeDistributed around the recurrent layer."""
    found = kind(layer.kind)
    inner = found.applied(layer) if found is not None else layer
    return 0 if inner is layer else 1 + _wrappers(inner)


def _finding(typed: Typed, refused: TypedNode, path: list[TypedNode]) -> Diagnostic:
    recurrent = path[0]
    layers = _recurrent(recurrent.node.layer)
    form, wants = sequence_form(refused)
    return refused_call(
        "RNN201",
        typed,
        refused,
        f"{title(refused.node.layer)} gets one {'vector' if wants == 3 else 'image'} per sequence, but needs one per time step",
        f"needs {form}",
        _last_step(recurrent, layers[0]),
        "" if all(layer.spec for layer in layers) else "set `return_sequences: true` in the recurrent layer above",
        _repair(typed, recurrent, layers, "the layer above" if len(path) == 2 else _which(recurrent)),
    )


def _which(recurrent: TypedNode) -> str:
    layer = recurrent.node.layer
    return title(layer) if title(layer) != layer.kind else f"the {layer.kind} above"


def _last_step(recurrent: TypedNode, layer: Layer) -> tuple[Label, ...]:
    """The label at the arguments of the layer that keeps the last step only."""
    spec = layer.spec
    span = spec.body if spec is not None else where(recurrent.node)
    return (Label(span, f"returns {recurrent.outputs[0]}: only the last step"),)


def _repair(typed: Typed, recurrent: TypedNode, layers: tuple[Layer, ...], which: str) -> Fix | None:
    """Whole sequences from the layer above: safe unless somebody else reads its last step."""
    alone = readers(typed, recurrent) == 1
    return fix(f"return the whole sequence from {which}", set_sequences(layers, True), safe=alone)


RULE = Rule(
    code="RNN201",
    name="missing-return-sequences",
    severity="error",
    summary="a layer that reads time steps stands under a recurrent layer that returns only its last one",
    why="A recurrent layer returns the output of its last time step, (N, units), unless `return_sequences: true` asks for all "
    "of them, (N, T, units). A second recurrent layer, a convolution, a pooling or an attention over time has nothing to read "
    "then. Every recurrent layer but the last of a stack needs it.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 1]}
  layers:
    - LSTM: {units: 64}
    - «LSTM»: {units: 32, name: encoder}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 1]}
  layers:
    - LSTM: {units: 64, return_sequences: true}
    - LSTM: {units: 32, name: encoder}
    - Dense: {units: 1}
""",
    keras="raises",
    says="expected ndim=3, found ndim=2",
    triggers=("fault:rank",),
    check=check,
    fix="safe",
)
