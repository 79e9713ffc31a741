"""RNN206: RepeatVector over something that is not one vector per sample."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic

from ._above import above, switch
from ._calls import came_from, offender, refused_call, shape_of, title
from .edits import fix
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per RepeatVector whose input has a time axis already, or no features."""
    for refused in faults(view, "rank"):
        if refused.node.kind != "RepeatVector":
            continue
        typed, ref = view.typed, offender(view.typed, refused)
        found = above(typed, ref) if ref is not None else None
        edits = switch(typed, found, False) if found is not None and found.on else ()
        repair = fix("return only the last step from " + title(found.node.node.layer), edits) if found is not None else None
        yield refused_call(
            "RNN206",
            typed,
            refused,
            f"{title(refused.node.layer)} repeats one vector per sample, but gets {shape_of(typed, ref)}",
            "needs (N, F)",
            came_from(typed, ref, "gives {}"),
            "" if repair else "hand over one vector per sample: a recurrent layer's last step, or a pooling over time",
            repair,
        )


RULE = Rule(
    code="RNN206",
    name="repeat-of-a-sequence",
    severity="error",
    summary="RepeatVector gets a whole sequence instead of one vector per sample",
    why="RepeatVector copies a vector to every step of a decoder, so it needs (N, F). An encoder above it hands over its last "
    "step, not the whole sequence.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, return_sequences: true}
    - «RepeatVector»: {n: 12}
    - LSTM: {units: 64, return_sequences: true}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64}
    - RepeatVector: {n: 12}
    - LSTM: {units: 64, return_sequences: true}
    - Dense: {units: 1}
""",
    keras="raises",
    says="expected ndim=2, found ndim=3",
    triggers=("fault:rank",),
    check=check,
    fix="unsafe",
)
