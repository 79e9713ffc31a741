"""RNN502: the halves of a Bidirectional read in the same direction, or return different things."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Layer

from ._calls import argument, refused_call, title
from ._halves import Halves, refused_halves
from .edits import fix, set_argument
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import TypedNode

ALIKE = ("return_sequences", "return_state", "stateful")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per pair of halves, for the first argument in which they do not go together."""
    for refused in faults(view, "argument"):
        inner = refused.node.layer.args.get("layer")
        alone = refused.node.kind == "Bidirectional" and not isinstance(refused.node.layer.args.get("backward_layer"), Layer)
        if alone and isinstance(inner, Layer) and inner.args.get("go_backwards") is True:
            yield _turned_already(view, refused, inner)
    for halves in refused_halves(view):
        directions = halves.values("go_backwards")
        unequal = next((key for key in ALIKE if len(set(halves.values(key))) > 1), None)
        if len(set(directions)) == 1:
            yield _same_direction(view, halves, directions[0] is True)
        elif unequal is not None:
            yield _different_returns(view, halves, unequal)


def _turned_already(view: View, refused: TypedNode, inner: Layer) -> Diagnostic:
    message = f"both halves of Bidirectional read backwards: the second one is a copy of {title(inner)} that reads backwards"
    repair = fix("let the layer read forwards", set_argument(inner.spec, "go_backwards", "false"), safe=True)
    help = "" if repair else "leave `go_backwards` out: Bidirectional makes the backward half itself"
    place = argument(inner, "go_backwards")
    return refused_call("RNN502", view.typed, refused, message, "the forward half", (), help, repair, place)


def _same_direction(view: View, halves: Halves, backwards: bool) -> Diagnostic:
    forward = halves.forward.spec
    way = "backwards" if backwards else "forwards"
    message = f"both halves of Bidirectional read {way}: the {'forward' if backwards else 'backward'} one has to turn round"
    related = (Label(forward.span, f"reads {way} too"),) if forward is not None else ()
    wrong = halves.forward if backwards else halves.backward
    edits = set_argument(wrong.spec, "go_backwards", "false" if backwards else "true")
    repair = fix(f"let the {'layer read for' if backwards else 'backward layer read back'}wards", edits, safe=True)
    help = "" if repair else "write `go_backwards: true` in the backward layer alone"
    place = halves.place("go_backwards")
    return refused_call("RNN502", view.typed, halves.refused, message, f"reads {way}", related, help, repair, place)


def _different_returns(view: View, halves: Halves, key: str) -> Diagnostic:
    forward, backward = (str(value).lower() for value in halves.values(key))
    message = f"the halves of Bidirectional need the same `{key}`, but have {forward} and {backward}"
    spec = halves.forward.spec
    span = argument(halves.forward, key) or (spec.span if spec is not None else None)
    related = (Label(span, f"{key}: {forward}"),) if span is not None else ()
    repair = fix(f"give the backward layer `{key}: {forward}` too", set_argument(halves.backward.spec, key, forward))
    help = "" if repair else f"write the same `{key}` in both"
    label = f"{key}: {backward}"
    return refused_call("RNN502", view.typed, halves.refused, message, label, related, help, repair, halves.place(key))


RULE = Rule(
    code="RNN502",
    name="halves-disagree",
    severity="error",
    summary="the halves of a Bidirectional read in the same direction, or return different things",
    why="A `backward_layer` of your own has to say `go_backwards: true` itself; Keras turns round only the copy that it makes "
    "when there is none. What both halves return is merged, so they need the same `return_sequences`, `return_state` and "
    "`stateful`. Without `backward_layer` all of this is right by itself.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {LSTM: {units: 32}}, backward_layer: {«LSTM»: {units: 32}}}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {LSTM: {units: 32}}, backward_layer: {LSTM: {units: 32, go_backwards: true}}}
    - Dense: {units: 1}
""",
    keras="raises",
    says="Forward layer and backward layer should have different `go_backwards` value",
    triggers=("fault:argument",),
    check=check,
    fix="safe",
)
