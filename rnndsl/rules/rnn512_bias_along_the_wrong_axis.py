"""RNN512: a convolution over channels_first whose last axis is as long as its bias, which Keras then adds along that axis."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.layers import applied

from ._calls import argument_inside, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import TypedNode

CODE = "RNN512"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer that is called so."""
    seen: set[int] = set()
    for call in view.typed.nodes.values():
        layer, length = call.node.layer, _length(call)
        if length is None or id(layer) in seen:
            continue
        seen.add(id(layer))
        yield Diagnostic(
            CODE,
            "warning",
            f"{title(layer)} gives {call.outputs[0]}: its bias of {length} features is added along the last axis, "
            f"which is {length} long as well",
            argument_inside(layer, "data_format") or where(call.node),
            "features come first, the bias goes to the last axis",
            notes=("Keras says nothing: it takes any vector as long as the last axis for a bias of the last axis",),
            help="write `use_bias: false`, take another number of features, or put the features last with Permute and leave "
            "`data_format` out",
            about=call.node.name,
        )


def _length(call: TypedNode) -> int | None:
    """The length of the bias of a layer over channels_first, if the last axis is as long."""
    if applied(call.node.layer).args.get("data_format") != "channels_first" or not call.outputs[0].known:
        return None
    bias = next((weight.shape for weight in call.weights if weight.name.rpartition("/")[2] == "bias"), None)
    if not bias or not isinstance(bias[0], int) or bias[0] == 1 or call.outputs[0].dims[-1] != bias[0]:
        return None
    return bias[0]


_model = trained("signal: [8, 24]", "trend: [24]", "mse")
_REST = ("GlobalAveragePooling1D: {data_format: channels_last}", "Dense: {units: 24}")

RULE = Rule(
    code=CODE,
    name="bias-along-the-wrong-axis",
    severity="warning",
    summary="a convolution over channels_first adds its bias along the last axis, which is as long by chance",
    why="A bias holds one number per feature. On TensorFlow Keras reshapes it for features that come first, but its addition "
    "looks at lengths alone: where the last axis is as long as the bias, every time step (or column) gets a number of its own "
    "and every feature the same ones. The model trains, and is another one as soon as the length changes.",
    bad=_model("Conv1D: {filters: 24, kernel_size: 3, padding: same, «data_format: channels_first»}", *_REST),
    good=_model("Conv1D: {filters: 16, kernel_size: 3, padding: same, data_format: channels_first}", *_REST),
    keras="silent",
    triggers=(
        *(f"Conv{n}D" for n in (1, 2, 3)),
        *(f"Conv{n}DTranspose" for n in (1, 2, 3)),
        *(f"{name}{n}D" for name in ("SeparableConv", "DepthwiseConv") for n in (1, 2)),
        "TimeDistributed",
    ),
    check=check,
)
