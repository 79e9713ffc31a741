"""Which values a target of numbers has: as the table shows them, after the column's transforms."""

from __future__ import annotations

import math

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span

from ._heads import Head
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rnndsl.ir.facts import Column

MONOTONE = {"log": math.log, "log1p": math.log1p, "sqrt": math.sqrt}


class Values(Record):
    """A column of a target: values down to `low` and up to `high` do occur. `words` says so."""

    column: str
    low: float
    high: float
    words: str
    place: Span


def target_values(view: View, head: Head) -> Iterator[Values]:
    """What is known of each column of a head's target; nothing for classes, texts and what is declared alone."""
    field = view.spec.get("data", "targets", head.target.name)
    known = view.facts.details.get("columns", {})
    columns = field.get("columns") if field is not None and isinstance(field.data, dict) else field
    for column in columns.list if columns is not None else ():
        fact = known.get(column.data) if isinstance(column.data, str) else None
        if fact is None or fact.low is None or fact.low >= fact.high:
            continue
        written = view.spec.get("data", "columns", fact.name, "transform")
        steps = [step.plain() for step in written.list] if written is not None and written.data is not None else []
        bounds = _bounds(fact, steps)
        if bounds is not None:
            low, high, words = bounds
            yield Values(fact.name, low, high, words, column.span)


def _bounds(fact: Column, steps: list[Any]) -> tuple[float, float, str] | None:
    """The range after the transforms; None where only a calculation could tell."""
    low, high = fact.low or 0.0, fact.high or 0.0
    words = f"goes from {low:g} to {high:g}"
    for step in steps:
        if step in MONOTONE:
            try:
                low, high = MONOTONE[step](low), MONOTONE[step](high)
            except ValueError:
                return None
            words = f"goes from {low:.3g} to {high:.3g} after its transforms"
        elif step == "minmax":
            low, high, words = 0.0, 1.0, "goes from 0 to 1 after its transforms"
        elif step == "standardize":  # mean 0, deviation 1: values lie on both sides, and some further out than 1
            low, high, words = -1.5, 1.5, "is standardized, to values on both sides of 0 and beyond -1 and 1"
        else:
            return None
    return low, high, words
