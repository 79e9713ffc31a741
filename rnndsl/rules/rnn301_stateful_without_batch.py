"""RNN301: a stateful layer in a model whose batch size is not fixed."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic

from ._calls import argument_inside, title, where, would_say
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per stateful call without a batch size."""
    batch = view.spec.get("train", "batch_size")
    example = batch.data if batch is not None and isinstance(batch.data, int) else 32
    for refused in faults(view, "batch"):
        layer = refused.node.layer
        yield Diagnostic(
            "RNN301",
            "error",
            f"{title(layer)} is stateful, but the model has no fixed batch size",
            argument_inside(layer, "stateful") or where(refused.node),
            "keeps one state per row of the batch",
            notes=would_say(refused),
            help=f"add `batch_size: {example}` under `model`, or take `stateful` away if batches are independent",
            about=refused.node.name,
        )


RULE = Rule(
    code="RNN301",
    name="stateful-without-batch",
    severity="error",
    summary="a stateful layer stands in a model without a fixed batch size",
    why="A stateful layer carries row i's state from one batch into row i of the next. It keeps these states in a variable, "
    "one row per sample of a batch, so the number of rows must be fixed before the model is built.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, «stateful: true»}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  batch_size: 32
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, stateful: true}
    - Dense: {units: 1}
""",
    keras="raises",
    says="stateful=True",
    triggers=("fault:batch",),
    check=check,
)
