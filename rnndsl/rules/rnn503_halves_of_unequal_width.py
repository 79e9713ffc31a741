"""RNN503: the halves of a Bidirectional have different widths, which no merge mode of Keras can join."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.record import replace

from ._calls import argument, refused_call, trace
from ._halves import Halves, refused_halves
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per pair of halves that agree in everything but their shapes."""
    for halves in refused_halves(view):
        if halves.refused.fault is not None and halves.refused.fault.argument == "backward_layer":
            yield _finding(view, halves)


def _finding(view: View, halves: Halves) -> Diagnostic:
    mode = halves.refused.node.layer.args.get("merge_mode", "concat")
    forward, backward = halves.values("units")
    known = isinstance(forward, int) and isinstance(backward, int) and forward != backward
    shapes = halves.refused.fault.found if halves.refused.fault is not None else ""
    have = f"have {forward} and {backward} units" if known else f"give {shapes}"
    joins = mode not in (None, "concat")
    why = f"which `merge_mode: {mode}` cannot join" if joins else "but Keras announces the shape of two equal ones"
    span = argument(halves.forward, "units")
    related = (Label(span, f"{forward} units"),) if known and span is not None else ()
    edits = set_argument(halves.backward.spec, "units", str(forward)) if known else ()
    repair = fix(f"give the backward layer {forward} units too", edits)
    message, help = f"the halves of Bidirectional {have}, {why}", "" if repair else "give both halves the same shape"
    place = halves.place("units" if known else "layer")
    found = refused_call("RNN503", view.typed, halves.refused, message, "", related, help, repair, place)
    says = f"Keras would say: Dimensions must be equal, but are {forward} and {backward}"
    late = "Keras builds the model all the same: the mistake shows when the first batch comes"
    return replace(found, notes=(*trace(view.typed, halves.refused), *((says,) if joins and known else ()), late))


RULE = Rule(
    code="RNN503",
    name="halves-of-unequal-width",
    severity="error",
    summary="the halves of a Bidirectional have different widths, which no merge mode of Keras can join",
    why="Keras computes the shape of a Bidirectional from its forward layer alone. A backward layer of another width goes "
    "unnoticed while the model is built and fails with the first batch, in words that name neither layer.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional:
        layer: {LSTM: {units: 32}}
        backward_layer: {LSTM: {«units: 16», go_backwards: true}}
        merge_mode: sum
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional:
        layer: {LSTM: {units: 32}}
        backward_layer: {LSTM: {units: 32, go_backwards: true}}
        merge_mode: sum
    - Dense: {units: 1}
""",
    keras="raises",
    says="Dimensions must be equal, but are 32 and 16",
    triggers=("fault:argument",),
    check=check,
    fix="unsafe",
)
