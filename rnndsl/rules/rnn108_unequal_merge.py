"""RNN108: tensors of unequal shapes meet in a merging layer."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import came_from, sources, title, where, would_say
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per merging call, with the place where each of its tensors is made."""
    for refused in faults(view, "merge"):
        fault = refused.fault
        if fault is None:
            continue
        labels: list[Label] = []
        for ref in sources(view.typed, refused.node):
            labels += (label for label in came_from(view.typed, ref, "gives {}") if label not in labels)
        yield Diagnostic(
            "RNN108",
            "error",
            f"{title(refused.node.layer)} gets {fault.found}, which do not fit together",
            where(refused.node),
            f"needs {fault.expected}",
            tuple(labels),
            would_say(refused),
            help="bring them to one shape first: the same `units` or `return_sequences` on both sides, a Dense or a Reshape",
            about=refused.node.name,
        )


RULE = Rule(
    code="RNN108",
    name="unequal-merge",
    severity="error",
    summary="a merging layer gets tensors whose shapes do not fit together",
    why="Add, Multiply and Average need equal shapes (an axis of 1 stretches), Concatenate equal shapes but for one axis. The "
    "usual cause is a branch with other `units`, or one that keeps the time axis while the other drops it.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, name: left, inputs: history}
    - LSTM: {units: 32, name: right, inputs: history}
    - «Add»: {inputs: [left, right]}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, name: left, inputs: history}
    - LSTM: {units: 64, name: right, inputs: history}
    - Add: {inputs: [left, right]}
    - Dense: {units: 1}
""",
    keras="raises",
    triggers=("fault:merge",),
    check=check,
)
