"""RNN902: `use_cudnn: true` where cuDNN's kernel can't run the layer."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode

from ._calls import argument, title, where
from ._cudnn import Reason, kernels, reasons, written
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN902"
KERAS = "use_cudnn=True was specified, but cuDNN is not supported for this layer configuration with this backend"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per LSTM or GRU that demands the kernel and can't have it: by its own arguments, or without a GPU."""
    train = view.typed.graph.train
    device = train.get("device") if train is not None else None
    cpu = "`device: cpu`" if device is not None and device.data == "cpu" else "the target `cpu`" if view.target == "cpu" else ""
    for node, layer in kernels(view.typed):
        if layer.args.get("use_cudnn") is True:
            found = reasons(layer)
            if found or cpu:
                yield _finding(node, layer, found, cpu)


def _finding(node: TypedNode, layer: Layer, found: tuple[Reason, ...], cpu: str) -> Diagnostic:
    why = " and ".join(f"`{reason}`" for reason in found) if found else f"{cpu}, which has no cuDNN"
    message = f"{title(layer)} demands cuDNN's kernel, but has {why}" if found else f"{title(layer)} demands cuDNN on {why}"
    spans = [(reason, argument(layer, reason.argument)) for reason in found]
    related = tuple(Label(span, f"the kernel needs {written(reason.wanted)}") for reason, span in spans if span is not None)
    place = argument(layer, "use_cudnn") or where(node.node)
    repair = fix("use the kernel where it can be used", set_argument(layer.spec, "use_cudnn", "auto"))
    help = "" if repair else "write `use_cudnn: auto`"
    keras = (f"Keras would say: {KERAS}",)
    return Diagnostic(CODE, "error", message, place, "", related, keras, help, repair, about=node.node.name)


_model = trained("x: [24, 8]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="cudnn-that-cannot-be",
    severity="error",
    summary="`use_cudnn: true` on a layer that cuDNN's kernel does not know",
    why="`use_cudnn: true` tells Keras to fail rather than to run without cuDNN's kernel, and the kernel knows one cell "
    "only: tanh, sigmoid, with bias, without recurrent dropout, not unrolled, and for a GRU `reset_after: true`.",
    bad=_model("LSTM: {units: 16, activation: relu, «use_cudnn: true»}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16, use_cudnn: auto}", "Dense: {units: 1}"),
    keras="raises",
    says="use_cudnn=True was specified, but cuDNN is not supported for this layer configuration",
    triggers=("LSTM.use_cudnn", "GRU.use_cudnn"),
    check=check,
    fix="unsafe",
)
