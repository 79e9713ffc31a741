"""RNN703: the head gives probabilities, the loss takes them for logits and makes probabilities of them again."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Layer
from rnndsl.ir.spec import Value

from ._activations import last_activation
from ._calls import argument, title
from ._examples import trained
from ._head_words import loss_value, place
from ._heads import Head, heads
from .edits import fix, replace_value
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN703"
PROBABILITIES = ("softmax", "sigmoid")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per head with probabilities under a loss with `from_logits: true`."""
    for head in heads(view):
        if head.takes_logits:
            found = last_activation(view.typed, head.output.ref)
            if found is not None and found[1] in PROBABILITIES:
                yield _finding(view, head, *found)


def _finding(view: View, head: Head, layer: Layer, activation: str) -> Diagnostic:
    message = f"{title(layer)} ends in `{activation}`, but `{head.loss.name}` with `from_logits: true` takes logits"
    seen = _noticed(head, layer)
    own = layer.spec.span if layer.spec is not None else place(head)
    span = argument(layer, "activation") or own
    written = _written(view, head)
    related = (Label(_pair(written), "takes logits"),) if written is not None else ()
    repair = None
    if written is not None and not written.via:
        repair = fix("let the loss take probabilities", replace_value(written, "false"))
    help = "" if repair else "set `from_logits: false` in the loss, or take the activation out of the head"
    again = f"Keras says nothing: the loss takes the {activation} of probabilities, and learns slowly"
    note = _warning(head) if seen else again
    severity = "warning" if seen else "error"
    return Diagnostic(CODE, severity, message, span, "gives probabilities", related, (note,), help, repair)


def _noticed(head: Head, layer: Layer) -> bool:
    """True where Keras finds the logits behind the probabilities: right behind the activation, and not in focal losses."""
    return head.node is not None and head.node.node.layer is layer and "Focal" not in head.object.name


def _warning(head: Head) -> str:
    """What Keras says before it computes with the logits that it finds behind the activation."""
    word = "Sigmoid" if "binary" in head.object.traits else "Softmax"
    return (
        "Keras would warn: received `from_logits=True`, but the `output` argument was produced by a "
        f"{word} activation and thus does not represent logits"
    )


def _written(view: View, head: Head) -> Value | None:
    """The value of `from_logits` in the loss."""
    value = loss_value(view, head)
    inner = next((entry for _, entry in value.items()), None) if value is not None else None
    return inner.get("from_logits") if inner is not None else None


def _pair(value: Value) -> Span:
    key = value.key
    return Span(key.source, key.start, value.span.end) if key is not None and key.source is value.span.source else value.span


def _model(loss: str, activation: str) -> str:
    make = trained("x: [20, 8]", "origin: {shape: [], classes: 18}", loss)
    return make("GRU: {units: 16}", f"Dense: {{units: 18, {activation}}}")


_LOSS = "{{SparseCategoricalCrossentropy: {{from_logits: {}}}}}"

RULE = Rule(
    code=CODE,
    name="probabilities-as-logits",
    severity="warning",
    summary="a loss with `from_logits: true` on a head that gives probabilities already",
    why="The loss takes the softmax of what it gets. Of probabilities, which lie between 0 and 1, that is nearly the same for "
    "all classes: the loss can't fall far, and the model learns slowly. Right behind the activation Keras finds the logits "
    "and only warns; through TimeDistributed or a Reshape, and in focal losses, it doesn't, and says nothing.",
    bad=_model(_LOSS.format("true"), "«activation: softmax»"),
    good=_model(_LOSS.format("false"), "activation: softmax"),
    keras="warns",
    says="thus does not represent logits",
    fix="unsafe",
    triggers=("takes logits",),
    check=check,
)
