"""A layer whose result no output needs."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

CODE = "RNN005"


def unused_layer(span: Span, kind: str, name: str, outputs: tuple[str, ...]) -> Diagnostic:
    """The finding for a layer that no output depends on."""
    listed = ", ".join(f"`{output}`" for output in outputs) or "the output"
    return Diagnostic(
        CODE,
        "warning",
        f"nothing reads {kind} `{name}`: {listed} does not depend on it, so it is neither built nor trained",
        span,
        help=f"read it (`inputs: {name}`), name it under `model.outputs`, or remove it",
    )


RULE = Rule(
    code=CODE,
    name="unused-layer",
    severity="warning",
    summary="no output depends on a layer",
    why="Keras builds a functional model from its outputs backwards: a layer that nothing reads is silently absent from the "
    "model, from its weights and from its summary.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n"
    "    - «LSTM»: {units: 64, name: left, inputs: x}\n    - GRU: {units: 64, inputs: x}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - GRU: {units: 64, inputs: x}\n",
    keras="silent",
    triggers=("stage",),
    check=reported_elsewhere,
)
