"""RNN903: a loop over many time steps is unrolled into a graph of its length."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.typed import TypedNode

from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN903"
MANY = 50
KINDS = ("LSTM", "GRU", "SimpleRNN", "RNN")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per recurrent layer that unrolls more than `MANY` steps."""
    seen: set[int] = set()
    for node in view.typed.built.values():
        shape = node.inputs[0].shape if node.inputs else None
        steps = shape[0] if shape else None
        for layer in (node.node.layer, *held(*node.node.layer.args.values())):
            unrolled = layer.kind in KINDS and layer.args.get("unroll") is True
            if unrolled and isinstance(steps, int) and steps > MANY and id(layer) not in seen:
                seen.add(id(layer))
                yield _finding(node, layer, steps)


def _finding(node: TypedNode, layer: Layer, steps: int) -> Diagnostic:
    message = f"{title(layer)} is unrolled over {steps} time steps: TensorFlow gets a graph of {steps} copies of the cell"
    notes = ("building and compiling it takes longer with every step, and all steps are kept in memory",)
    repair = fix("let it loop", set_argument(layer.spec, "unroll", "false"))
    help = "" if repair else "leave `unroll` out"
    place = argument(layer, "unroll") or where(node.node)
    return Diagnostic(CODE, "info", message, place, f"{steps} copies", (), notes, help, repair)


_model = trained("x: [60, 4]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="unrolled-far",
    severity="info",
    summary="`unroll: true` over many time steps",
    why="Unrolled, a layer is not a loop but one copy of its cell per time step. That saves a little over a dozen steps; "
    "over hundreds, the first batch waits for minutes and memory grows. An LSTM or a GRU leaves cuDNN's kernel for "
    "it, too.",
    bad=_model("GRU: {units: 8, «unroll: true»}", "Dense: {units: 1}"),
    good=_model("GRU: {units: 8}", "Dense: {units: 1}"),
    keras="silent",
    triggers=tuple(f"{kind}.unroll" for kind in KINDS),
    check=check,
    fix="unsafe",
)
