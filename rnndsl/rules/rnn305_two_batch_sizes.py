"""RNN305: training asks for another batch size than the model is built for."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix

from ._stateful import of_another_size
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """At most one finding, at `train.batch_size`."""
    asked, fixed = view.spec.get("train", "batch_size"), view.typed.graph.batch_size
    if asked is None or asked.default or not isinstance(asked.data, int) or fixed is None or asked.data == fixed:
        return
    held = view.spec.get("model", "batch_size")
    repair = Fix(f"train with batches of {fixed}", (Edit(asked.span, str(fixed)),)) if not asked.via else None
    yield Diagnostic(
        "RNN305",
        "error",
        f"training asks for batches of {asked.data}, but the model is built for batches of {fixed}",
        asked.span,
        f"batches of {asked.data}",
        (Label(held.span, f"batches of {fixed}, and no others"),) if held is not None else (),
        of_another_size(view, fixed, asked.data),
        "" if repair else "write one batch size: that of the model is enough",
        repair,
    )


_EXAMPLE = """\
rnndsl: 1
model:
  batch_size: 8
  inputs: {{history: [24, 8]}}
  targets: {{next: [1]}}
  layers:
    - LSTM: {{units: 16, stateful: true}}
    - Dense: {{units: 1}}
train:
  loss: mse
  shuffle: false
  batch_size: {}
"""

RULE = Rule(
    code="RNN305",
    name="two-batch-sizes",
    severity="error",
    summary="training asks for another batch size than the model is built for",
    why="`model.batch_size` is a part of the model: a stateful layer has one row of states for each sample of a batch. "
    "Training, validation and prediction can use no other.",
    bad=_EXAMPLE.format("«16»"),
    good=_EXAMPLE.format("8"),
    keras="raises",
    says="Expected batch size: 8",
    triggers=("fixed batch",),
    check=check,
    fix="unsafe",
)
