"""RNN308: a stateful layer that is called twice, so that one sequence goes on in the states of another."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import title, where
from ._stateful import Stateful, stateful
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per further call of a stateful layer that starts from no states of its own."""
    first: dict[int, Stateful] = {}
    for call in stateful(view):
        before = first.setdefault(id(call.node.node.layer), call)
        if before is call or call.node.node.initial_state:
            continue
        repair = fix("let every sequence begin anew", set_argument(call.layer.spec, "stateful", "false"))
        yield Diagnostic(
            "RNN308",
            "warning",
            f"{title(call.node.node.layer)} is shared and stateful: its calls go on in each other's states",
            where(call.node.node),
            "reads another sequence with the same states",
            (Label(where(before.node.node), "first call"), Label(call.place, "one set of states for all calls")),
            ("Keras says nothing: weights are shared, and so are the states",),
            "" if repair else "share a layer without `stateful`, or give each sequence a layer of its own",
            repair,
        )


_EXAMPLE = """\
rnndsl: 1
model:
  batch_size: 8
  inputs: {{left: [24, 8], right: [24, 8]}}
  targets: {{match: [1]}}
  layers:
    - LSTM: {{name: tower, inputs: left, units: 16{}}}
    - {}: {{layer: tower, name: again, inputs: right}}
    - Concatenate: {{inputs: [tower, again]}}
    - Dense: {{units: 1}}
train:
  loss: mse
  shuffle: false
"""

RULE = Rule(
    code="RNN308",
    name="shared-states",
    severity="warning",
    summary="a stateful layer is called for two sequences, which share its states",
    why="A stateful layer has one set of states. Called twice in a model, it reads the second sequence as if it continued the "
    "first, or the other way round, and goes on with that mixture in the next batch.",
    bad=_EXAMPLE.format(", stateful: true", "«use»"),
    good=_EXAMPLE.format("", "use"),
    keras="silent",
    triggers=("fixed batch",),
    check=check,
    fix="unsafe",
)
