"""Aliases that contain themselves, or that expand to more than any model file holds."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

CODE = "RNN963"


def endless_alias(span: Span) -> Diagnostic:
    """The finding for an anchor whose value contains an alias to itself."""
    return Diagnostic(
        CODE,
        "error",
        "this anchor contains an alias to itself, so its value never ends",
        span,
        help="remove the alias (`*name`) inside it",
    )


def expanding_alias(span: Span, values: int, depth: int) -> Diagnostic:
    """The finding for aliases of aliases that multiply beyond the bounds."""
    return Diagnostic(
        CODE,
        "error",
        f"with its aliases written out this value is larger than {values:,} values or deeper than {depth} levels",
        span,
        help="write the values out, or use `repeat:` and blocks",
    )


def expanding_variables(span: Span, values: int) -> Diagnostic:
    """The finding for variables that use variables, and multiply beyond the bounds."""
    return Diagnostic(CODE, "error", f"with its variables filled in the file holds more than {values:,} values", span)


def too_many_calls(span: Span, limit: int) -> Diagnostic:
    """The finding for repeats and blocks that multiply beyond the bounds."""
    return Diagnostic(CODE, "error", f"with its repeats and blocks written out the model has more than {limit:,} layers", span)


RULE = Rule(
    code=CODE,
    name="alias-bomb",
    severity="error",
    summary="aliases expand without bound",
    why="Ten lines in which each anchor repeats the one above ten times stand for ten billion values: whoever loads them runs "
    "out of memory. Aliases are welcome, within bounds.",
    bad="rnndsl: 1\nvars:\n  a: «&»a [*a]\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64}\n",
    good="rnndsl: 1\nvars:\n  a: &a [1]\n  b: *a\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64}\n",
    keras="",
    triggers=("stage",),
    check=reported_elsewhere,
)
