"""A key, or the name of a layer, that is given twice: YAML parsers keep the last one silently."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

CODE = "RNN002"


def duplicate(span: Span, name: str, first: Span, noun: str = "key") -> Diagnostic:
    """The finding for the second `name`; `noun` says what it names."""
    return Diagnostic(
        CODE,
        "error",
        f"the {noun} `{name}` is given twice; the first one stands in line {first.line}",
        span,
        label="again",
        related=(Label(first, "first given here"),),
        help=f"keep one of the two, or rename one {noun}" if noun != "key" else "keep one of the two",
    )


RULE = Rule(
    code=CODE,
    name="duplicate",
    severity="error",
    summary="a key or a layer's name is given twice",
    why="YAML parsers keep the last of two equal keys without a word, so half of what you wrote is ignored. Two layers of one "
    "name cannot be told apart by `inputs:`, and Keras refuses them.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64, «units»: 32}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 32}\n",
    keras="",
    triggers=("stage",),
    check=reported_elsewhere,
)
