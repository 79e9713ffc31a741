"""RNN407: a mask hides steps before real ones, which cuDNN's kernel cannot do."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Layer, Ref
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import title, where
from ._cudnn import kernels, reasons
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN407"
KERAS = "a RNN mask that does not correspond to right-padded sequences, while using cuDNN, which is not supported"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per such mask, at the first LSTM or GRU that cuDNN would run with it; none where no GPU shall run it."""
    train = view.typed.graph.train
    device = train.get("device") if train is not None else None
    if view.target in ("cpu", "litert") or (device is not None and device.data == "cpu"):
        return
    told: set[str] = set()
    for node, layer in kernels(view.typed):
        culprit = _culprit(view.typed, node)
        if (
            culprit is not None
            and culprit.node.name not in told
            and layer.args.get("use_cudnn") is not False
            and not reasons(layer)
        ):
            told.add(culprit.node.name)
            yield _finding(node, layer, culprit)


def _culprit(typed: Typed, node: TypedNode) -> TypedNode | None:
    """The call that puts masked steps before others: zeros on the left under a Masking, or masked sequences in a row."""
    while node.inputs and node.inputs[0].mask is not None and node.fault is None:
        above = _maker(typed, node.node.inputs[0])
        if above is None or (above.node.kind == "Concatenate" and _in_a_row(above)):
            return above
        if above.node.kind == "Masking":
            padding = _maker(typed, above.node.inputs[0])
            return padding if padding is not None and _on_the_left(padding) else None
        node = above
    return None


def _maker(typed: Typed, ref: Ref) -> TypedNode | None:
    return typed.nodes.get(ref.node)


def _in_a_row(node: TypedNode) -> bool:
    """True for sequences joined along time, of which one before the last has a mask."""
    axis = node.node.layer.args.get("axis", -1)
    return axis in (1, 1 - node.inputs[0].rank) and any(tensor.mask is not None for tensor in node.inputs[:-1])


def _on_the_left(node: TypedNode) -> bool:
    padding = node.node.layer.args.get("padding", 1) if node.node.kind == "ZeroPadding1D" else 0
    first = padding[0] if isinstance(padding, (list, tuple)) and padding else padding
    return isinstance(first, int) and first > 0


def _finding(node: TypedNode, layer: Layer, culprit: TypedNode) -> Diagnostic:
    words = (
        "puts padding before the data" if culprit.node.kind == "ZeroPadding1D" else "puts steps behind the padding of others"
    )
    message = f"{title(layer)} gets a mask that hides steps before real ones: on a GPU cuDNN fails on it"
    related = (Label(where(culprit.node), words),)
    notes = (f"on a CPU nothing happens; on a GPU Keras says: {KERAS}",)
    repair = fix("leave cuDNN aside in this layer", set_argument(layer.spec, "use_cudnn", "false"))
    help = "" if repair else "write `use_cudnn: false`, or pad at the end"
    return Diagnostic(CODE, "warning", message, where(node.node), "needs padding at the end", related, notes, help, repair)


_model = trained("x: [20, 4]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="mask-not-at-the-end",
    severity="warning",
    summary="a mask that hides steps before real ones, into an LSTM or a GRU that cuDNN would run",
    why="cuDNN's kernel knows a length for every sequence, not a mask: padding has to come last. Padding on the left, or "
    "two padded sequences joined along time, give another mask. A CPU computes with it; on a GPU the same model stops "
    "in its first batch.",
    bad=_model("ZeroPadding1D: {padding: [6, 0]}", "Masking", "«LSTM»: {units: 16}", "Dense: {units: 1}"),
    good=_model("ZeroPadding1D: {padding: [0, 6]}", "Masking", "LSTM: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=("Masking", "Concatenate"),
    check=check,
)
