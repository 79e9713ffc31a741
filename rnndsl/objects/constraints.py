"""Constraints: projections of weights after each update."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Float, Int, ListOf

from ._table import maker, table

_make = maker("constraints")
_AXIS = Entry("axis", Either((Int(), ListOf(Int(), low=1))), 0, "Axis, or axes, over which norms are taken.")

OBJECTS = table(
    (
        _make("MaxNorm", "Norms of at most max_value.", Entry("max_value", Float(0), 2, "Largest norm."), _AXIS),
        _make(
            "MinMaxNorm",
            "Norms between min_value and max_value.",
            Entry("min_value", Float(0), 0.0, "Smallest norm."),
            Entry("max_value", Float(0), 1.0, "Largest norm."),
            Entry("rate", Float(0, 1), 1.0, "How much of the way a norm is moved; 1 is strict."),
            _AXIS,
        ),
        _make("NonNeg", "No negative weights."),
        _make("UnitNorm", "Norms of one.", _AXIS),
    )
)
