"""RNN901: arguments that take an LSTM or a GRU off cuDNN's kernel."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.dims import show
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode

from ._calls import argument, title, where
from ._cudnn import ARGUMENTS, Reason, kernels, reasons, written
from ._examples import trained
from .rnn921_unbounded_recurrence import grows
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN901"
OFF_GPU = ("cpu", "litert")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per LSTM or GRU that leaves the kernel without being told to; none where no GPU shall run it."""
    train = view.typed.graph.train
    device = train.get("device") if train is not None else None
    if view.target in OFF_GPU or (device is not None and device.data == "cpu"):
        return
    for node, layer in kernels(view.typed):
        found = () if grows(node, layer) else reasons(layer)  # an unbounded activation is told by its own rule
        if found and layer.args.get("use_cudnn", "auto") == "auto" and [r.argument for r in found] != ["unroll"]:
            yield _finding(node, layer, found)


def _finding(node: TypedNode, layer: Layer, found: tuple[Reason, ...]) -> Diagnostic:
    shown = " and ".join(f"`{reason}`" for reason in found)
    message = f"{title(layer)} leaves cuDNN's kernel because of {shown}"
    places = [(reason, argument(layer, reason.argument)) for reason in found]
    spans = [(reason, span) for reason, span in places if span is not None]
    first = spans[0][1] if spans else where(node.node)
    related = tuple(Label(span, _needs(reason)) for reason, span in spans[1:])
    label = _needs(spans[0][0]) if spans else ""
    help = "leave it out where it matters less than speed, or say `use_cudnn: false` if it is meant"
    return Diagnostic(CODE, "info", message, first, label, related, _cost(node), help)


def _needs(reason: Reason) -> str:
    return f"the kernel needs {written(reason.wanted)}"


def _cost(node: TypedNode) -> tuple[str, ...]:
    shape = node.inputs[0].shape if node.inputs else None
    steps = f"{show(shape[0])} time steps" if shape is not None and len(shape) > 1 else "all time steps"
    return (f"on a GPU: a loop over {steps} in place of one call of the kernel; on a CPU nothing changes",)


_model = trained("x: [24, 8]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="off-cudnn",
    severity="info",
    summary="an argument takes an LSTM or a GRU off cuDNN's kernel",
    why="On a GPU cuDNN runs all time steps of an LSTM or a GRU in one call. It knows one cell: tanh, sigmoid, with bias, "
    "without recurrent dropout, not unrolled, and for a GRU `reset_after: true`. With anything else Keras loops over "
    "the steps, each of them several small operations, and a GPU mostly waits. Keras does not say so.",
    bad=_model("LSTM: {units: 64, «recurrent_dropout: 0.2»}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 64, dropout: 0.2}", "Dense: {units: 1}"),
    keras="silent",
    triggers=ARGUMENTS,
    check=check,
)
