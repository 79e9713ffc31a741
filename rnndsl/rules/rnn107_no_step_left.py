"""RNN107: a convolution or pooling whose window is longer than what it slides over."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic

from ._calls import argument, came_from, offender, refused_call, title
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call whose output would have no time step."""
    for refused in faults(view, "empty"):
        fault, layer = refused.fault, refused.node.layer
        if fault is None:
            continue
        yield refused_call(
            "RNN107",
            view.typed,
            refused,
            f"{title(layer)} leaves no time step: it needs {fault.expected}, but gets {fault.found}",
            "reaches further than the sequence is long",
            came_from(view.typed, offender(view.typed, refused), "gives {}"),
            "take a smaller window, `padding: same`, a longer input, or fewer convolutions and poolings above",
            place=argument(layer, fault.argument) if fault.argument else None,
        )


RULE = Rule(
    code="RNN107",
    name="no-step-left",
    severity="error",
    summary="a convolution or a pooling reaches further than its sequence is long, so no time step is left",
    why="With `padding: valid` a window of k steps shortens a sequence by k - 1, and a pooling divides its length. A few of "
    "them one after the other use up a short sequence.",
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
