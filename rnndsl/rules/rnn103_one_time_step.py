"""RNN103: a recurrent layer that reads a single time step, so that nothing is recurrent about it."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import Typed, TypedNode

from ._above import sequence_layers
from ._calls import came_from, producer, sources, title, where
from ._examples import trained
from ._trace import trace
from .edits import fix, remove_line
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN103"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per such layer that starts from no states: a warning where time steps were there, else an info."""
    for node in view.typed.built.values():
        layers = sequence_layers(node.node.layer)
        tensor = node.inputs[0] if node.inputs else None
        if not layers or node.fault is not None or tensor is None or not tensor.known or tensor.rank != 3:
            continue
        if tensor.dims[0] != 1 or tensor.dims[1] == 1 or node.node.initial_state:
            continue
        if any(layer.args.get("stateful") is True for layer in layers):
            continue
        above = producer(view.typed, next(iter(sources(view.typed, node.node)), None))
        if above is None or above.node.kind in ("Reshape", "Permute"):
            yield _finding(view.typed, node, above)


def _finding(typed: Typed, node: TypedNode, above: TypedNode | None) -> Diagnostic:
    name, ref = title(node.node.layer), next(iter(sources(typed, node.node)))
    folded = above is not None and above.inputs[0].known and above.inputs[0].rank == 3 and above.inputs[0].dims[0] != 1
    features = node.inputs[0].dims[1]
    message = f"{name} reads one time step of {features} features: it computes what a Dense layer could, without a memory"
    notes = (trace(typed, ref, f"> {name}"), "Keras says nothing: the recurrent weights meet states of zeros and learn nothing")
    if not folded or above is None:
        related = came_from(typed, ref, "is {}: one step")
        help = "put steps before features, (N, T, F): a window of T values of one series is (N, T, 1)"
        return Diagnostic(CODE, "info", message, where(node.node), "needs more than one step", related, notes, help)
    spec = above.node.layer.spec
    plain = spec is not None and spec.name is None and spec.inputs is None
    repair = fix("leave the time steps where they are", remove_line(spec)) if plain else None
    help = "" if repair else f"let it read {above.inputs[0]}, the tensor before {title(above.node.layer)}"
    related = (Label(where(above.node), f"makes {above.outputs[0]} of {above.inputs[0]}"),)
    return Diagnostic(CODE, "warning", message, where(node.node), "has no time to go through", related, notes, help, repair)


_model = trained("history: [24, 1]", "next: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="one-time-step",
    severity="warning",
    summary="a recurrent layer reads one time step, with the window folded into features",
    why="A window of 24 values is 24 time steps of one feature, (N, 24, 1). As (N, 1, 24) it is a single step of 24 features: "
    "the recurrent layer runs once, from states of zeros, and its recurrent weights never matter. It trains, and often not "
    "even badly, so that nobody notices that the order of the values plays no part.",
    bad=_model("Reshape: {target_shape: [1, 24]}", "«LSTM»: {units: 16}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    triggers=("one step",),
    check=check,
    fix="unsafe",
)
