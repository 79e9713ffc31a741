"""RNN720: a penalty of another dtype than the loss, which Keras cannot add to it."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.record import Record
from rnndsl.ir.graph import Layer, held
from rnndsl.layers import kind
from rnndsl.layers._dtypes import FLOATS, compute_dtype, variable_dtype
from rnndsl.layers.kind import complete, named
from rnndsl.objects import group

from ._calls import argument, title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from rnndsl.ir.typed import TypedNode

CODE = "RNN720"
LOSS = "float32"  # of every loss, whatever dtype it was given: the model casts it before it adds penalties
ACTIVITY = "activity_regularizer"
DEAF = ("SimpleRNN",)  # Keras' constructor takes the argument, and forgets it
_MAKES = {"bias_regularizer": "use_bias", "beta_regularizer": "center", "gamma_regularizer": "scale"}


class Penalty(Record):
    """A penalty that a layer adds to the loss, for an argument or for what the layer is."""

    layer: Layer
    argument: str
    dtype: str


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer with a penalty that is not of the loss's dtype, in a model that has a loss."""
    seen: set[int] = set()
    for node in view.typed.built.values() if view.typed.graph.losses else ():
        wrong = [penalty for penalty in _penalties(node) if penalty.dtype != LOSS]
        if wrong and node.outputs[0].known and id(node.node.layer) not in seen:
            seen.add(id(node.node.layer))
            yield _finding(node, wrong[0])


def _penalties(node: TypedNode) -> Iterator[Penalty]:
    """Those of a call: an ActivityRegularization's own, of what passes, and those that arguments ask for."""
    layer = node.node.layer
    if layer.kind == "ActivityRegularization":
        real = node.outputs[0].real
        yield Penalty(layer, "", real if real in FLOATS else LOSS)
    yield from _asked(layer, True)


def _asked(layer: Layer, called: bool) -> Iterator[Penalty]:
    """The penalties for arguments of a layer and those inside it.

    TimeDistributed does not call its layer but the layer's `call`: there nobody looks at what comes out (`called`).
    """
    found = kind(layer.kind)
    if found is None:
        return
    args = complete(found, layer.args)
    for entry in found.parameters:
        if entry.name == ACTIVITY and args[ACTIVITY] is not None and called and layer.kind not in DEAF:
            yield Penalty(layer, ACTIVITY, compute_dtype(args))
        elif entry.name.endswith("_regularizer") and entry.name != ACTIVITY and _on_weights(args, entry.name):
            yield Penalty(layer, entry.name, variable_dtype(args))
    for inner in held(*layer.args.values()):
        yield from _asked(inner, layer.kind != "TimeDistributed")


def _on_weights(args: Mapping[str, Any], name: str) -> bool:
    """True where the argument asks for a penalty on weights that are there and trained: no others are penalised."""
    return args[name] is not None and args["trainable"] is not False and args.get(_MAKES.get(name, ""), True) is True


def _finding(node: TypedNode, penalty: Penalty) -> Diagnostic:
    layer, dtype = penalty.layer, penalty.dtype
    on = "its output" if penalty.argument in ("", ACTIVITY) else "its weights"
    asked = argument(layer, penalty.argument) if penalty.argument else None
    keras = f"Keras would say: Cannot convert a list containing a tensor of dtype <dtype: '{dtype}'> to <dtype: '{LOSS}'>"
    return Diagnostic(
        CODE,
        "error",
        f"{title(layer)} adds a penalty on {on} to the loss: penalties of different dtypes cannot be added up",
        asked or argument(layer, "dtype") or where(node.node),
        f"{dtype}, the loss is {LOSS}",
        notes=() if _orthogonal(layer.args.get(penalty.argument)) else (keras,),
        help=f"let the layer compute in {LOSS}, or leave the penalty out",
        about=node.node.name,
    )


def _orthogonal(value: Any) -> bool:
    """True for the penalty that fails by itself before it is added."""
    name = named(value)
    return name is not None and group("regularizers")[name].name == "OrthogonalRegularizer"


_model = trained("history: [24, 8]", "forecast: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="penalty-of-another-dtype",
    severity="error",
    summary="a penalty of another dtype than the loss",
    why="A regularizer computes in the dtype of what it looks at: of the weights, or of the output (half precision, where the "
    "policy is mixed). Keras adds all penalties to the loss, which is float32, in one list of one dtype: the first "
    "training step fails.",
    bad=_model("LSTM: {units: 16, dtype: mixed_float16, «activity_regularizer: L2»}", "Dense: {units: 1}"),
    good=_model("LSTM: {units: 16, dtype: mixed_float16, kernel_regularizer: L2}", "Dense: {units: 1}"),
    keras="raises",
    says="Cannot convert a list containing a tensor of dtype <dtype: 'float16'>",
    triggers=("own dtype",),
    check=check,
)
