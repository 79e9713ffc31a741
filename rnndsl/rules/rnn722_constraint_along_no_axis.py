"""RNN722: a constraint along an axis that the weight has not: Keras fails when it first updates the weight."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer, Named, held
from rnndsl.layers import kind
from rnndsl.layers.kind import complete
from rnndsl.objects import group

from ._calls import argument, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rnndsl.ir.tensor import Weight
    from rnndsl.ir.typed import TypedNode

CODE = "RNN722"
END = "_constraint"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer with such a constraint on weights that a loss trains."""
    seen: set[int] = set()
    for node in view.typed.built.values() if view.typed.graph.losses else ():
        if id(node.node.layer) not in seen:
            seen.add(id(node.node.layer))
            yield from (_finding(node, *one) for one in list(_wrong(node, node.node.layer))[:1])


def _wrong(node: TypedNode, layer: Layer) -> Iterator[tuple[Layer, str, int, int]]:
    """Constraints of a layer and those inside it along an axis that there is not: layer, argument, axis, axes of the weight."""
    found = kind(layer.kind)
    args = complete(found, layer.args) if found is not None else {}
    for key, value in args.items():
        ranks = {len(weight.shape) for weight in node.weights if _of(weight, key) and weight.trainable}
        if key.endswith(END) and value is not None and len(ranks) == 1 and args.get("trainable") is not False:
            (rank,) = ranks
            yield from ((layer, key, axis, rank) for axis in _axes(value) if not -rank <= axis < rank)
    for inner in held(*layer.args.values()):
        yield from _wrong(node, inner)


def _of(weight: Weight, key: str) -> bool:
    """True for `recurrent_kernel` and `recurrent_constraint`."""
    name, stem = weight.name.rpartition("/")[2], key.removesuffix(END)
    return name in (stem, f"{stem}_kernel")


def _axes(value: Any) -> tuple[int, ...]:
    """The axes along which a constraint takes norms; none for one that takes no norms."""
    name, given = (value.name, value.args) if isinstance(value, Named) else (value, {})
    defaults = {entry.name: entry.default for entry in group("constraints")[name].parameters}
    axis = given.get("axis", defaults.get("axis", ()))
    return (axis,) if isinstance(axis, int) else tuple(axis)


def _finding(node: TypedNode, layer: Layer, key: str, axis: int, rank: int) -> Diagnostic:
    has = f"{rank} ax{'is' if rank == 1 else 'es'}"
    return Diagnostic(
        CODE,
        "error",
        f"{title(layer)} takes norms along axis {axis} of a weight that has {has}",
        argument(layer, key) or where(node.node),
        f"expected axes from {-rank} to {rank - 1}" if rank else "one number has no axis to take a norm along",
        notes=(f"Keras would say: Invalid reduction dimension {axis} for input with {rank} dimension",),
        help="take the norm along another axis" if rank else "use the constraint `NonNeg`, or none",
        about=node.node.name,
    )


_model = trained("history: [24, 8]", "forecast: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="constraint-along-no-axis",
    severity="error",
    summary="a constraint along an axis that the weight has not",
    why="A constraint is applied for the first time after the first update. A kernel (F, units) has the axes 0 and 1: axis 0 "
    "limits what comes into a unit. Keras builds the layer whatever the axis is, and fails in the first training step.",
    bad=_model("LSTM: {units: 16, «kernel_constraint: {MaxNorm: {axis: 2}}»}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16, kernel_constraint: {MaxNorm: {axis: 0}}}", "Dense: {units: 1}"),
    keras="raises",
    says="Invalid reduction dimension 2 for input with 2 dimension",
    triggers=tuple(
        f"constraints:{name}"
        for name in group("constraints")
        if "axis" in {e.name for e in group("constraints")[name].parameters}
    ),
    check=check,
)
