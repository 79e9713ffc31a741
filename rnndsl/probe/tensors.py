"""The tensors that a data section yields, and the answers to `${data.…}`, before any sample is loaded."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, Sym
from rnndsl.ir.graph import Input, Target
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec

from .plan import FieldPlan, Plan
from .scan import Scan


def inputs(plan: Plan) -> tuple[Input, ...]:
    """The model's inputs: (length, columns) floats in windows, (columns,) without; texts are scalars."""
    return tuple(Input(f.name, _input(f, plan), span=f.value.key or f.value.span) for f in plan.inputs)


def _input(field: FieldPlan, plan: Plan) -> TensorSpec:
    if field.kind == "text":
        return TensorSpec((), "string")
    if field.kind != "columns":
        return UNKNOWN_TENSOR
    width = len(field.columns)
    return TensorSpec((width,) if plan.window is None else (plan.window.length, width))


def targets(plan: Plan, seen: Scan) -> tuple[Target, ...]:
    """What the loss meets: (horizon,) or (horizon, columns) in windows, (columns,) without; classes as integers."""
    return tuple(_target(field, plan, seen) for field in plan.targets)


def _target(field: FieldPlan, plan: Plan, seen: Scan) -> Target:
    span = field.value.key or field.value.span
    if field.kind == "category":
        shape: Shape = () if plan.window is None or plan.window.horizon == 1 else (plan.window.horizon,)
        return Target(field.name, TensorSpec(shape, "int32"), classes(field, seen), span)
    if field.kind == "text":
        return Target(field.name, TensorSpec((Sym("T"),), "int64"), _vocabulary(field), span)
    if field.kind != "columns":
        return Target(field.name, UNKNOWN_TENSOR, None, span)
    width = len(field.columns)
    if plan.window is None:
        return Target(field.name, TensorSpec((width,)), None, span)
    horizon = plan.window.horizon
    return Target(field.name, TensorSpec((horizon,) if width == 1 else (horizon, width)), None, span)


def classes(field: FieldPlan, seen: Scan) -> Dim:
    """Number of classes of a category: a number where the files tell, else a fixed symbol."""
    found = seen.classes.get(field.names[0]) if field.columns else None
    return len(found) if found else Sym(f"data.{field.name}.classes", fixed=True)


def _vocabulary(field: FieldPlan) -> Dim | None:
    return Sym(f"{field.encode}.vocabulary_size", fixed=True) if field.encode else None


def answers(plan: Plan, seen: Scan) -> dict[tuple[str, ...], Dim]:
    """What `${data.NAME.classes}`, `.features`, `.length` and `.horizon` mean."""
    found: dict[tuple[str, ...], Dim] = {}
    for field in plan.targets:
        if field.kind == "category":
            found["data", field.name, "classes"] = classes(field, seen)
        if field.kind == "text" and field.encode:
            found["data", field.name, "classes"] = Sym(f"{field.encode}.vocabulary_size", fixed=True)
        if field.kind == "columns" and plan.window is not None:
            found["data", field.name, "horizon"] = plan.window.horizon
    for field in (*plan.inputs, *plan.targets):
        if field.kind == "columns":
            found["data", field.name, "features"] = len(field.columns)
    for field in plan.inputs:
        if field.kind == "columns" and plan.window is not None:
            found["data", field.name, "length"] = plan.window.length
    return found
