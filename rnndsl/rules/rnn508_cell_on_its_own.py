"""RNN508: a cell on a line of its own, or in a wrapper that is no RNN: it computes one step, and nobody gives it states."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer, held
from rnndsl.layers import kind

from ._calls import refused_call, title
from .edits import fix, wrap
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per cell that is called as if it were a layer."""
    for refused in faults(view, "inside"):
        cell = _cell(refused.node.layer)
        message = f"{title(cell)} computes one time step: it stands in an RNN, which runs it over the sequence"
        repair = fix("let an RNN run the cell", wrap(cell.spec, "RNN: {cell: {", "}}"), safe=True)
        help = "" if repair else f"write `RNN: {{cell: {{{cell.kind}: {{…}}}}}}`, and what it reads beside `cell`"
        place = cell.spec.span if cell.spec is not None else None
        label = "gets a tensor, but no states"
        yield refused_call("RNN508", view.typed, refused, message, label, help=help, fix=repair, place=place)


def _cell(layer: Layer) -> Layer:
    """The cell that a line holds: its own layer, or one inside it."""
    found = kind(layer.kind)
    inner = held(*layer.args.values())
    return layer if not inner or (found is not None and found.inside) else _cell(inner[0])


RULE = Rule(
    code="RNN508",
    name="cell-on-its-own",
    severity="error",
    summary="a cell stands where a layer is wanted",
    why="LSTMCell, GRUCell, SimpleRNNCell and StackedRNNCells compute one step from its features and the states before it. "
    "Only an RNN hands them states, and runs them from the first step to the last.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - «LSTMCell»: {units: 64}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - RNN: {cell: {LSTMCell: {units: 64}}}
    - Dense: {units: 1}
""",
    keras="raises",
    says="missing a required argument: 'states'",
    triggers=("fault:inside",),
    check=check,
    fix="safe",
)
