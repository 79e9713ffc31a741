"""RNN109: a Reshape to a shape that holds another number of elements than the tensor."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.dims import show
from rnndsl.ir.typed import Fault

from ._calls import argument_inside, came_from, offender, refused_call, title
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call whose new shape cannot hold what comes in."""
    for refused in faults(view, "elements"):
        fault = refused.fault
        if fault is None:
            continue
        yield refused_call(
            "RNN109",
            view.typed,
            refused,
            f"{title(refused.node.layer)} needs {fault.expected}, but gets {fault.found}",
            f"holds {show(fault.facts['target'])} elements" if "target" in fault.facts else "",
            came_from(view.typed, offender(view.typed, refused), "is {}"),
            _advice(fault, refused.node.layer.args.get("target_shape")),
            place=argument_inside(refused.node.layer, fault.argument) if fault.argument else None,
        )


def _advice(fault: Fault, target: object) -> str:
    """Shapes that fit and keep one of the lengths that were asked for, where there are any."""
    general = "a new shape holds as many elements as the old one, the batch not counted; -1 stands for what is left over"
    elements = fault.facts.get("elements")
    if not isinstance(elements, int) or not isinstance(target, list) or len(target) != 2:
        return general
    steps, features = target
    fits = [f"[{steps}, {elements // steps}]"] if isinstance(steps, int) and steps > 0 and elements % steps == 0 else []
    if isinstance(features, int) and features > 0 and elements % features == 0:
        fits.append(f"[{elements // features}, {features}]")
    return f"write {' or '.join(fits)}: {general}" if fits else general


RULE = Rule(
    code="RNN109",
    name="another-element-count",
    severity="error",
    summary="a Reshape to a shape that holds another number of elements than the tensor",
    why="Reshape puts the elements of a sample on other axes; it can neither drop nor invent any. The usual cause is a window "
    "length or a number of features that was changed in one place only.",
    bad="""\
rnndsl: 1
model:
  inputs: {features: [24]}
  layers:
    - Reshape: {«target_shape: [12, 3]»}
    - LSTM: {units: 16}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {features: [24]}
  layers:
    - Reshape: {target_shape: [12, 2]}
    - LSTM: {units: 16}
    - Dense: {units: 1}
""",
    keras="raises",
    says="The total size of the tensor must be unchanged",
    triggers=("fault:elements",),
    check=check,
)
