"""RNN302: a stateful layer under training that shuffles, so that states meet sequences to which they do not belong."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import title
from ._stateful import stateful
from .edits import fix, set_setting
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding, at the first stateful layer."""
    shuffle = view.spec.get("train", "shuffle")
    first = next(iter(stateful(view)), None)
    if first is None or shuffle is None or shuffle.data is not True:
        return
    repair = fix("keep the samples in order", set_setting(view.spec.get("train"), "shuffle", "false"))
    yield Diagnostic(
        "RNN302",
        "warning",
        f"{title(first.layer)} carries its states from batch to batch, but training shuffles the samples",
        first.place,
        "row i goes on where row i of the batch before ended",
        () if shuffle.default else (Label(shuffle.span, "another order in every epoch"),),
        ("Keras says nothing: each sequence begins in the states of some other one",),
        "" if repair else "write `shuffle: false` under `train`",
        repair,
    )


_EXAMPLE = """\
rnndsl: 1
model:
  batch_size: 8
  inputs: {{history: [24, 8]}}
  targets: {{next: [1]}}
  layers:
    - LSTM: {{units: 16, {}}}
    - Dense: {{units: 1}}
train:
  loss: mse{}
"""

RULE = Rule(
    code="RNN302",
    name="states-of-shuffled-batches",
    severity="warning",
    summary="a stateful layer under training that shuffles its samples",
    why="A stateful layer starts row i of a batch in the state in which row i of the batch before ended. That means something "
    "only if the one continues the other. `train.shuffle` is true unless the file says otherwise, as in Keras.",
    bad=_EXAMPLE.format("«stateful: true»", ""),
    good=_EXAMPLE.format("stateful: true", "\n  shuffle: false"),
    keras="silent",
    triggers=("fixed batch",),
    check=check,
    fix="unsafe",
)
