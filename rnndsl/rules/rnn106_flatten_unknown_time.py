"""RNN106: Flatten over a time axis of any length, under a layer whose weights need a number."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import came_from, offender, producer, refused_call, sources, title, where
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


# By the rank of what Flatten reads: what it mixes with the features, what is not known of it, and what to do.
WORDS = {
    3: (
        "a time axis",
        "the number of time steps",
        "GlobalAveragePooling1D, GlobalMaxPooling1D or a recurrent layer's last step, or give the time axis a length",
    ),
    4: ("axes", "the length of every axis", "GlobalAveragePooling2D or GlobalMaxPooling2D, or give the axes a length"),
    5: ("axes", "the length of every axis", "GlobalAveragePooling3D or GlobalMaxPooling3D, or give the axes a length"),
}


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
    mixed, unknown, instead = WORDS.get(flatten.inputs[0].rank, WORDS[3])
    return refused_call(
        "RNN106",
        typed,
        refused,
        f"{title(refused.node.layer)} needs a known number of features, but Flatten mixes them with {mixed} of any length",
        "needs a number",
        (
            Label(where(flatten.node), f"gives {flatten.outputs[0]}"),
            *came_from(typed, ref, f"is {{}}: {unknown} is not known"),
        ),
        f"in place of Flatten take {instead}",
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
