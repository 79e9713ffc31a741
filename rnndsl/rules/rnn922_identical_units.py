"""RNN922: weights that all start with one value make the units of a layer copies of one another."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import applied, kind
from rnndsl.layers.kind import named

from ._above import sequence_layers
from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN922"
CONSTANT = ("Zeros", "zeros", "zero", "Ones", "ones", "one", "Constant", "constant")
KERNELS = ("kernel_initializer", "recurrent_initializer")
KINDS = ("Dense", "LSTM", "GRU", "SimpleRNN")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer, heads left out, all kernels of which are constant; a head may well start from zeros."""
    heads = _heads(view.typed)
    seen: set[int] = set()
    for name, node in view.typed.built.items():
        for layer in sequence_layers(node.node.layer) or (applied(node.node.layer),):
            units = layer.args.get("units")
            if layer.kind in KINDS and name not in heads and id(layer) not in seen and isinstance(units, int) and units > 1:
                seen.add(id(layer))
                keys = [key for key in KERNELS if _has(layer, key)]
                if all(named(layer.args.get(key)) in CONSTANT for key in keys):
                    yield _finding(node, layer, keys, units)


def _heads(typed: Typed) -> set[str]:
    """The calls that make the outputs, and those that only pass them on."""
    found: set[str] = set()
    for output in typed.graph.outputs:
        node = typed.nodes.get(output.ref.node)
        while node is not None:
            found.add(node.node.name)
            passed = kind(node.node.kind)
            if passed is None or not passed.keeps_values or len(node.node.inputs) != 1:
                break
            node = typed.nodes.get(node.node.inputs[0].node)
    return found


def _has(layer: Layer, key: str) -> bool:
    found = kind(layer.kind)
    return found is not None and key in found.defaults()


def _finding(node: TypedNode, layer: Layer, keys: list[str], units: int) -> Diagnostic:
    message = f"the {units} units of {title(layer)} start as copies of one another: all their weights have one value"
    places = [span for span in (argument(layer, key) for key in keys) if span is not None]
    found = kind(layer.kind)
    edits = [set_argument(layer.spec, key, str(found.defaults()[key])) for key in keys] if found is not None else []
    whole = tuple(edit for one in edits for edit in one) if all(edits) else ()
    repair = fix("draw the weights as Keras does by default", whole)
    related = tuple(Label(span, "one value everywhere") for span in places[1:])
    notes = ("Keras says nothing: equal units get equal inputs, and only what reads them can tell them apart, slowly",)
    help = "" if repair else "leave the initializers out"
    place = places[0] if places else where(node.node)
    return Diagnostic(CODE, "warning", message, place, "one value everywhere", related, notes, help, repair)


_model = trained("x: [20, 4]", "y: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="identical-units",
    severity="warning",
    summary="constant initializers make all units of a layer the same",
    why="Units differ because their weights are drawn at random. With one value for all of them, a layer of 64 units "
    "computes one number 64 times, and the network starts as if it had a single unit.",
    bad=_model("Dense: {units: 16, activation: tanh, «kernel_initializer: ones»}", "GRU: {units: 8}", "Dense: {units: 1}"),
    good=_model("Dense: {units: 16, activation: tanh}", "GRU: {units: 8}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=tuple(f"{kind}.kernel_initializer" for kind in KINDS),
    check=check,
)
