"""RNN504: a layer that takes one tensor stands under a Bidirectional that returns its two directions apart."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import argument, refused_call, title, where
from .edits import fix, set_argument
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that gets both directions where it takes one tensor."""
    for refused in faults(view, "list"):
        above = view.typed.nodes.get(refused.node.inputs[0].node)
        if above is None or "backward" not in above.ports:
            continue
        layer = above.node.layer
        place = argument(layer, "merge_mode") or where(above.node)
        related = (Label(where(refused.node), "takes one tensor"),)
        message = f"{title(refused.node.layer)} takes one tensor, but {title(layer)} returns its two directions apart"
        repair = fix("join both directions with `merge_mode: concat`", set_argument(layer.spec, "merge_mode", "concat"))
        help = "" if repair else "join both directions with `merge_mode: concat`"
        label = f"returns {len(above.outputs)} tensors"
        yield refused_call("RNN504", view.typed, refused, message, label, related, help, repair, place)


RULE = Rule(
    code="RNN504",
    name="both-directions-below",
    severity="error",
    summary="a layer that takes one tensor stands under a Bidirectional with `merge_mode: null`",
    why="With `merge_mode: null` a Bidirectional returns a list: what the forward half gives, then the backward half. Only "
    "merging layers and attention read a list. `concat`, the default, puts the directions side by side; NAME and "
    "NAME.backward are the two where they are wanted apart.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {LSTM: {units: 32}}, «merge_mode: null»}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {LSTM: {units: 32}}, merge_mode: concat}
    - Dense: {units: 1}
""",
    keras="raises",
    triggers=("fault:list",),
    check=check,
    fix="unsafe",
)
