"""RNN404: the data hold the value that Masking takes for padding, so real steps are left out."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.facts import Column
from rnndsl.ir.typed import TypedNode

from ._calls import argument, where
from ._masked_columns import columns_of, fact, mask_value, maskings, moved_zero
from ._sales import forecast, months
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN404"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Masking of a single column whose smallest or largest value is the one that it masks.

    Windows are never padded, so such a value is a measured one, unless it was put in for a missing one.
    """
    for node in maskings(view):
        columns, value = columns_of(view, node), mask_value(node)
        found = fact(view, columns[0]) if len(columns) == 1 else None
        if found is not None and value in (found.low, found.high) and value is not None and not moved_zero(view, columns[0]):
            yield _finding(node, found, value)


def _finding(node: TypedNode, column: Column, value: float) -> Diagnostic:
    which = "smallest" if value == column.low else "largest"
    message = (
        f"Masking takes {value:g} for padding, but {value:g} is the {which} value of `{column.name}`: real steps are left out"
    )
    notes = ("windows are never padded; Keras says nothing, and the layer below skips every such step",)
    help = "take Masking out, or mark padding by a value that the data do not have"
    place = argument(node.node.layer, "mask_value") or where(node.node)
    return Diagnostic(CODE, "warning", message, place, "masks real steps", (), notes, help)


RULE = Rule(
    code=CODE,
    name="real-steps-masked",
    severity="warning",
    summary="Masking leaves out real steps, because the data hold its `mask_value`",
    why="Masking leaves out every step whose features all have its `mask_value`, 0 where nothing is said. A day without "
    "sales or rain is such a step: the recurrent layer never hears of it, and all the steps after it seem to be one "
    "step earlier.",
    bad=forecast().replace("    - LSTM", "    - «Masking»\n    - LSTM"),
    good=forecast().replace("    - LSTM", "    - Masking: {mask_value: -1}\n    - LSTM"),
    keras="",
    triggers=("Masking",),
    check=check,
    data=months(i * i % 37 if i % 5 else 0 for i in range(48)),
)
