"""RNN505: a Bidirectional around something that has no direction."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Span
from rnndsl.layers import kind

from .rule import Rule, reported_elsewhere

CODE = "RNN505"
RUNNING = ("LSTM", "GRU", "SimpleRNN", "RNN")


def no_direction(span: Span, name: str) -> Diagnostic:
    """The finding for a layer that stands where only recurrent ones can; `name` is its kind."""
    message = f"Bidirectional reads a sequence in both directions, but {name} has none"
    label = f"expected {', '.join(RUNNING)} or a ConvLSTM"
    notes = (f"Keras says no more than that {name} «could not be deserialized properly»",)
    return Diagnostic(CODE, "error", message, span, label, (), notes, _advice(name))


def _advice(name: str) -> str:
    found = kind(name)
    if found is not None and found.inside:
        return f"a cell computes one step: let an RNN run it, `layer: {{RNN: {{cell: {{{name}: …}}}}}}`"
    if name in ("Bidirectional", "TimeDistributed"):
        return f"wrap the recurrent layer itself: `Bidirectional` stands next to it, inside {name} or without it"
    if found is not None and found.per_step:
        return f"take Bidirectional away: {name} treats every step alone, so both directions give the same"
    return f"take Bidirectional away: {name} does not read step by step"


RULE = Rule(
    code=CODE,
    name="no-direction",
    severity="error",
    summary="a Bidirectional around a layer that is not recurrent",
    why="Bidirectional runs a layer forwards over the steps of a sequence and a copy of it backwards. Only recurrent layers go "
    "through the steps in an order at all; Keras finds out when it copies the "
    "layer, and says that it cannot be deserialized.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {«Conv1D»: {filters: 16, kernel_size: 3}}}
    - LSTM: {units: 32}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Conv1D: {filters: 16, kernel_size: 3}
    - Bidirectional: {layer: {LSTM: {units: 32}}}
    - Dense: {units: 1}
""",
    keras="raises",
    says="could not be deserialized properly",
    triggers=("stage",),
    check=reported_elsewhere,
)
