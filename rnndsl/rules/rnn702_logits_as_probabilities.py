"""RNN702: the head gives any number, the crossentropy takes it for a probability."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.graph import Layer

from ._activations import UNBOUNDED, last_activation
from ._calls import argument, title
from ._examples import trained
from ._head_words import loss_value, place
from ._heads import Head, heads
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN702"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head without probabilities under a crossentropy with `from_logits: false`."""
    for head in heads(view):
        if head.raw:
            found = last_activation(view.typed, head.output.ref)
            if found is not None and found[1] in UNBOUNDED:
                yield _finding(view, head, *found)


def _finding(view: View, head: Head, layer: Layer, activation: str) -> Diagnostic:
    wanted = "sigmoid" if "binary" in head.object.traits else "softmax"
    given = "activation" in layer.args
    nothing = "has no activation and gives any number" if activation == "linear" else f"ends in `{activation}`"
    gives = f"has the activation `{activation}`" if given else nothing
    message = f"{title(layer)} {gives}, but `{head.loss.name}` takes what it gets for probabilities"
    span = argument(layer, "activation") if given else None
    span = span or (layer.spec.span if layer.spec is not None else place(head))
    value = loss_value(view, head)
    related = (Label(value.span, "from_logits is false"),) if value is not None else ()
    repair = _repair(head, layer, wanted)
    help = "" if repair else f"end in a `{wanted}`, or set `from_logits: true` in the loss"
    note = (
        "Keras says nothing: it clips the values to 0.0000001 … 0.9999999, and where it clips, nothing is learned",
        "or keep the head and let the loss take logits: `from_logits: true`",
    )
    label = "not probabilities"
    return Diagnostic(CODE, "error", message, span, label, related, note if repair else note[:1], help, repair)


def _repair(head: Head, layer: Layer, wanted: str) -> Fix | None:
    """The activation that makes probabilities, in a Dense head that has none."""
    if layer.kind != "Dense" or (layer.args.get("activation") is not None and last_word(layer) != "linear"):
        return None
    if wanted == "softmax" and head.width == 1:
        return None
    return fix(f"make probabilities with `{wanted}`", set_argument(layer.spec, "activation", wanted))


def last_word(layer: Layer) -> str:
    """The activation as it is written."""
    value = layer.spec.args.get("activation") if layer.spec is not None else None
    return str(value.data) if value is not None else ""


_model = trained("x: [20, 8]", "origin: {shape: [], classes: 18}", "sparse_categorical_crossentropy")

RULE = Rule(
    code=CODE,
    name="logits-as-probabilities",
    severity="error",
    summary="a crossentropy with `from_logits: false` on a head that does not give probabilities",
    why="Keras clips the head's values to the open interval from 0 to 1 and takes their logarithm. Negative values and "
    "those above 1 get no gradient at all: the loss moves a little, the accuracy stays low, and nothing says why.",
    bad=_model("GRU: {units: 16}", "«Dense»: {units: 18}"),
    good=_model("GRU: {units: 16}", "Dense: {units: 18, activation: softmax}"),
    keras="silent",
    fix="unsafe",
    triggers=("raw head",),
    check=check,
)
