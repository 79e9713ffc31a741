"""RNN106: Flatten over a time axis of any length, under a layer whose weights need a number."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import came_from, offender, producer, refused_call, sources, title, where
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that cannot size its weights because a Flatten above mixes time and features."""
    for refused in faults(view, "axis"):
        flatten = _flatten(view.typed, refused)
        if flatten is not None:
            yield _finding(view.typed, refused, flatten)


def _flatten(typed: Typed, refused: TypedNode) -> TypedNode | None:
    """The nearest Flatten above, through layers that pass its output on."""
    node = producer(typed, offender(typed, refused))
    while node is not None and len(node.node.inputs) == 1:
        if node.node.kind == "Flatten":
            return node
        node = producer(typed, next(iter(sources(typed, node.node)), None))
    return None


def _finding(typed: Typed, refused: TypedNode, flatten: TypedNode) -> Diagnostic:
    ref = next(iter(sources(typed, flatten.node)), None)
    return refused_call(
        "RNN106",
        typed,
        refused,
        f"{title(refused.node.layer)} needs a known number of features, but Flatten mixes them with a time axis of any length",
        "needs a number",
        (
            Label(where(flatten.node), f"gives {flatten.outputs[0]}"),
            *came_from(typed, ref, "is {}: the number of time steps is not known"),
        ),
        "in place of Flatten take GlobalAveragePooling1D, GlobalMaxPooling1D or a recurrent layer's last step, or give "
        "the time axis a length",
    )


RULE = Rule(
    code="RNN106",
    name="flatten-unknown-time",
    severity="error",
    summary="Flatten mixes features with a time axis of any length, so that the layer below cannot size its weights",
    why="A Dense layer has one weight per input feature. After Flatten there are as many features as time steps times "
    "features, which is no number as long as sequences may have any length.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [null, 8]}
  layers:
    - LSTM: {units: 64, return_sequences: true}
    - Flatten
    - «Dense»: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [null, 8]}
  layers:
    - LSTM: {units: 64, return_sequences: true}
    - GlobalAveragePooling1D
    - Dense: {units: 1}
""",
    keras="raises",
    says="must be fully-defined",
    triggers=("fault:axis",),
    check=check,
)
