"""Regularizers: penalties on weights or outputs, added to the loss."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry, Float

from ._table import maker, table

_make = maker("regularizers")


def _factor(name: str, default: float) -> Entry:
    return Entry(name, Float(0), default, "Factor on the penalty.")


OBJECTS = table(
    (
        _make("L1", "l1·Σ|w|", _factor("l1", 0.01)),
        _make("L1L2", "l1·Σ|w| + l2·Σw²", _factor("l1", 0.0), _factor("l2", 0.0)),
        _make("L2", "l2·Σw²", _factor("l2", 0.01)),
        _make(
            "OrthogonalRegularizer",
            "Penalty on rows (or columns) that are not orthogonal; only for rank 2.",
            _factor("factor", 0.01),
            Entry("mode", Choice(("rows", "columns")), "rows", "What has to be orthogonal."),
        ),
    )
)
