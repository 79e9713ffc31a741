"""RNN107: a convolution, pooling or cropping that reaches further than its sequence is long, or its image high or wide."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic

from ._calls import argument_inside, came_from, offender, refused_call, title
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


# How far each of the axes goes, and what would go further.
EXTENTS = {
    "time step": ("the sequence is long", "a longer input"),
    "row": ("the image is high", "a higher image"),
    "column": ("the image is wide", "a wider image"),
    "plane": ("the volume is deep", "a deeper volume"),
}
WINDOW = "take a smaller window, `padding: same`, {}, or fewer convolutions and poolings above"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call whose output would have no time step, row, column or plane."""
    for refused in faults(view, "empty"):
        fault, layer = refused.fault, refused.node.layer
        if fault is None:
            continue
        step = fault.facts.get("step", "time step")
        extent, more = EXTENTS[step]
        crops = "cut" in fault.facts
        yield refused_call(
            "RNN107",
            view.typed,
            refused,
            f"{title(layer)} leaves no {step}: it needs {fault.expected}, but gets {fault.found}",
            f"cuts off as much as {extent}, or more" if crops else f"reaches further than {extent}",
            came_from(view.typed, offender(view.typed, refused), "gives {}"),
            f"cut off less, or take {more}" if crops else WINDOW.format(more),
            place=argument_inside(layer, fault.argument) if fault.argument else None,
        )


RULE = Rule(
    code="RNN107",
    name="no-step-left",
    severity="error",
    summary="a convolution, pooling or cropping reaches further than its sequence is long, or its image large",
    why="With `padding: valid` a window of k steps shortens a sequence by k - 1, and a pooling divides its length; rows and "
    "columns of an image go the same way. A few of them one after the other use up a short sequence or a small image.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [6, 1]}
  layers:
    - MaxPooling1D: {pool_size: 2}
    - Conv1D: {filters: 8, «kernel_size: 5»}
    - LSTM: {units: 16}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [6, 1]}
  layers:
    - MaxPooling1D: {pool_size: 2}
    - Conv1D: {filters: 8, kernel_size: 3}
    - LSTM: {units: 16}
    - Dense: {units: 1}
""",
    keras="raises",
    triggers=("fault:empty",),
    check=check,
)
