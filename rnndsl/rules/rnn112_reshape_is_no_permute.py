"""RNN112: a Reshape to the shape with its axes swapped, which does not swap them."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.graph import Layer

from ._calls import argument, came_from, sources, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN112"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Reshape of (N, a, b) to (N, b, a): an info where it may also put whole steps together."""
    for node in view.typed.built.values():
        if node.node.kind != "Reshape" or node.fault is not None or not (node.inputs[0].known and node.outputs[0].known):
            continue
        before, after = node.inputs[0].dims, node.outputs[0].dims
        if len(before) != 2 or after != before[::-1] or not all(isinstance(dim, int) and dim > 1 for dim in before):
            continue
        first, second = (int(str(dim)) for dim in before)
        if first == second:
            continue
        layer, repair = node.node.layer, _repair(node.node.layer)
        message = f"{title(layer)} does not swap the axes of {node.inputs[0]}: it fills {node.outputs[0]} in the old order"
        related = came_from(view.typed, sources(view.typed, node.node)[0], "is {}")
        notes = ("Keras says nothing: each new row holds a piece of several old ones",)
        help = "" if repair else "Permute: {dims: [2, 1]} swaps the two axes"
        severity = "info" if first % second == 0 or second % first == 0 else "warning"
        label = "mixes steps and features"
        yield Diagnostic(CODE, severity, message, where(node.node), label, related, notes, help, repair)


def _repair(layer: Layer) -> Fix | None:
    """Permute in the place of Reshape."""
    place, spec = argument(layer, "target_shape"), layer.spec
    if spec is None or place is None or spec.span.text != "Reshape" or place.source is not spec.span.source:
        return None
    return Fix("swap the axes with Permute", (Edit(spec.span, "Permute"), Edit(place, "dims: [2, 1]")))


_model = trained("x: [5, 24]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="reshape-is-no-permute",
    severity="warning",
    summary="a Reshape to the shape with its axes swapped, which does not swap them",
    why="Reshape keeps the order of the elements and only cuts them into rows of another length. A table of 5 features over 24 "
    "steps does not become one of 24 steps with 5 features: the first new step holds the first five values of the first "
    "feature. The shapes are right and the model trains, on series that never were.",
    bad=_model("«Reshape»: {target_shape: [24, 5]}", "LSTM: {units: 16}", "Dense: {units: 1}"),
    good=_model("Permute: {dims: [2, 1]}", "LSTM: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    triggers=("Reshape",),
    check=check,
    fix="unsafe",
)
