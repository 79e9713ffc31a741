"""RNN921: a recurrent layer whose activation has no bound runs over a long sequence."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode
from rnndsl.layers.kind import named

from ._above import sequence_layers
from ._activations import UNBOUNDED
from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN921"
LONG = 100
BOUNDED = ("tanh", "hard_tanh", "softsign", "relu6", "log_sigmoid")
KINDS = ("LSTM", "GRU", "SimpleRNN")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer that repeats an activation without an upper bound at least `LONG` times."""
    seen: set[int] = set()
    for node in view.typed.built.values():
        shape = node.inputs[0].shape if node.inputs else None
        steps = shape[0] if shape else None
        for layer in sequence_layers(node.node.layer):
            if grows(node, layer) and isinstance(steps, int) and id(layer) not in seen:
                seen.add(id(layer))
                yield _finding(node, layer, steps)


def grows(node: TypedNode, layer: Layer) -> bool:
    """True for a layer that repeats an activation without an upper bound at least `LONG` times."""
    shape = node.inputs[0].shape if node.inputs else None
    activation = named(layer.args.get("activation", "tanh")) or "linear"
    unbounded = layer.kind in KINDS and activation in UNBOUNDED and activation not in BOUNDED
    return unbounded and shape is not None and len(shape) > 1 and isinstance(shape[0], int) and shape[0] >= LONG


def _finding(node: TypedNode, layer: Layer, steps: int) -> Diagnostic:
    activation = named(layer.args["activation"]) or "linear"
    severity = "warning" if layer.kind == "LSTM" else "info"  # measured: a GRU's gates and orthogonal weights hold out longer
    message = f"{title(layer)} feeds `{activation}`, which has no bound, back into itself {steps} times"
    notes = ("a recurrent weight a little above 1 is enough: values grow with every step, and the loss becomes inf or NaN",)
    repair = fix("use the bounded tanh", set_argument(layer.spec, "activation", "tanh"))
    help = "" if repair else "use `activation: tanh`"
    place = argument(layer, "activation") or where(node.node)
    return Diagnostic(CODE, severity, message, place, "no bound", (), notes, help, repair)


_model = trained("x: [200, 4]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="unbounded-recurrence",
    severity="warning",
    summary="an activation without a bound in a recurrent layer over many steps",
    why="A recurrent layer applies its activation to what it returned a step before. tanh keeps that between -1 and 1; "
    "relu lets it grow by a factor in every step, and over hundreds of steps a factor of 1.2 is beyond float32. It "
    "begins well, since recurrent weights are drawn orthogonal, and ends in NaN once training has moved them.",
    bad=_model("LSTM: {units: 16, «activation: relu»}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=tuple(f"{kind}.activation" for kind in KINDS),
    check=check,
)
