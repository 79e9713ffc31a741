"""RNN108: tensors of unequal shapes meet in a merging layer."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import came_from, sources, title, where, would_say
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import TypedNode


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
            help=_advice(refused),
            about=refused.node.name,
        )


def _advice(refused: TypedNode) -> str:
    """How tensors come to one shape: sequences and vectors by what makes them, images by their edges."""
    shapes = [tensor.dims for tensor in refused.inputs if tensor.known]
    axes = len(shapes[0]) - 1 if shapes else 0
    if axes in (2, 3) and {len(dims) for dims in shapes} == {axes + 1} and len({dims[:-1] for dims in shapes}) > 1:
        by = f"Cropping{axes}D cuts off what one has too much, ZeroPadding{axes}D adds what it lacks"
        return f"{by}; sizes that every pooling divides, and `padding: same`, never come apart"
    return "bring them to one shape first: the same `units` or `return_sequences` on both sides, a Dense or a Reshape"


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
