"""Which columns of the data a Masking reads, and what happens to a value on its way there."""

from __future__ import annotations

from rnndsl.ir.facts import Column
from rnndsl.ir.spec import Value
from rnndsl.ir.typed import TypedNode

from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

KEEP_ZERO = ("sqrt", "log1p")


def maskings(view: View) -> Iterator[TypedNode]:
    """The Masking layers of a model."""
    return (node for node in view.typed.built.values() if node.node.kind == "Masking" and node.fault is None)


def mask_value(node: TypedNode) -> float | None:
    """The value that a Masking looks for; None where it is not known."""
    value = node.node.layer.args.get("mask_value", 0.0)
    return value if isinstance(value, (int, float)) else None


def columns_of(view: View, node: TypedNode) -> list[str]:
    """The columns of the data that come to a layer as they are; none where another layer stands between."""
    field = view.spec.get("data", "inputs", node.node.inputs[0].node)
    if field is None:
        return []
    names = field.get("columns") or field
    return [str(value.data) for value in names.list if isinstance(value.data, str)]


def moved_zero(view: View, column: str) -> str:
    """The transform of a column that makes something else of 0; empty where 0 stays 0."""
    written = view.spec.get("data", "columns", column, "transform")
    for value in written.list if written is not None and written.data is not None else ():
        word = value.data if isinstance(value.data, str) else next((key for key, _ in value.items()), "")
        if word not in KEEP_ZERO:
            return str(word)
    return ""


def filled(view: View, column: str) -> Value | None:
    """Where it is written that missing values of a column become 0."""
    policy = view.spec.get("data", "columns", column, "missing")
    return policy if policy is not None and policy.data == "zero" else None


def fact(view: View, column: str) -> Column | None:
    """What a look at the file found of a column."""
    found = view.facts.details.get("columns", {}).get(column)
    return found if isinstance(found, Column) else None
