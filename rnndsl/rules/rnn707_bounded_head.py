"""RNN707: the head's activation cannot reach the values of the target."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Layer

from ._activations import last_activation
from ._calls import argument, title
from ._disagreement import judge
from ._head_words import place
from ._heads import Head, head_layer, heads
from ._sales import SALES, forecast
from ._target_values import Values, target_values
from .edits import fix, replace_value
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN707"
INFINITE = float("inf")
RANGES = {
    **dict.fromkeys(("sigmoid", "hard_sigmoid", "softmax"), (0.0, 1.0)),
    **dict.fromkeys(("tanh", "softsign", "hard_tanh"), (-1.0, 1.0)),
    **dict.fromkeys(("relu", "softplus", "exponential"), (0.0, INFINITE)),
    "relu6": (0.0, 6.0),
}


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head under a loss for numbers, for the first column that it cannot reach."""
    for head in heads(view):
        last = last_activation(view.typed, head.output.ref) if "regression" in head.object.traits else None
        if last is None or last[1] not in RANGES or head_layer(head) is not last[0] or judge(view, head) is not None:
            continue
        if head.node is not None and head.node.node.kind == "Bidirectional":  # joined halves may reach further
            continue
        low, high = RANGES[last[1]]
        beyond = (values for values in target_values(view, head) if values.low < low or values.high > high)
        first = next(beyond, None)
        if first is not None:
            yield _finding(head, last[0], last[1], first)


def _finding(head: Head, layer: Layer, activation: str, values: Values) -> Diagnostic:
    low, high = RANGES[activation]
    reach = f"from {low:g} to {high:g}" if high < INFINITE else "from 0 up"
    message = (
        f"{title(layer)} ends in `{activation}` and reaches values {reach}, but the target `{values.column}` {values.words}"
    )
    own = layer.spec.span if layer.spec is not None else place(head)
    span = argument(layer, "activation") or own
    note = "Keras says nothing: predictions stop at the end of the range, where the activation has no gradient"
    related = (Label(values.place, values.words),)
    written = layer.spec.args.get("activation") if layer.spec is not None else None
    plain = layer.kind == "Dense" and written is not None and not written.via
    repair = fix("predict any number", replace_value(written, "linear")) if plain and written is not None else None
    help = "" if repair else "end in a Dense layer without activation"
    return Diagnostic(CODE, "warning", message, span, f"only {reach}", related, (note,), help, repair)


RULE = Rule(
    code=CODE,
    name="bounded-head",
    severity="warning",
    summary="the head's activation cannot reach the values of the target",
    why="A sigmoid ends at 1, a tanh at -1 and 1, a relu at 0. Where the target goes beyond, the error there never falls, "
    "and the activation sits where it has no gradient. Standardized targets lie on both sides of 0.",
    bad=forecast().replace("Dense: {units: 2}", "Dense: {units: 2, «activation: sigmoid»}"),
    good=forecast(),
    keras="silent",
    fix="unsafe",
    triggers=("data",),
    check=check,
    data=SALES,
)
