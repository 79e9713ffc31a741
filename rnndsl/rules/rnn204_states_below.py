"""RNN204: a layer that takes one tensor stands under a layer that returns a list: its output and its states."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import argument_inside, title, where, would_say
from .edits import fix, set_argument
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that gets a whole list where it takes one tensor."""
    for refused in faults(view, "list"):
        ref = refused.node.inputs[0]
        above = view.typed.nodes.get(ref.node)
        if above is None:
            continue
        ports = ", ".join(port or "output" for port in above.ports)
        repair = _repair(view.typed, refused, above)
        yield Diagnostic(
            "RNN204",
            "error",
            f"{title(refused.node.layer)} takes one tensor, but gets {len(above.outputs)}: {title(above.node.layer)} "
            f"returns [{ports}]",
            where(refused.node),
            "takes one tensor",
            _returning(above, ports),
            would_say(refused),
            help="" if repair else "name the layer above and say what to read: `inputs: NAME`",
            fix=repair,
            about=refused.node.name,
        )


def _returning(above: TypedNode, ports: str) -> tuple[Label, ...]:
    """The argument of the layer above that makes it return a list."""
    span = argument_inside(above.node.layer, "return_state") or where(above.node)
    return (Label(span, f"returns [{ports}]"),)


def _repair(typed: Typed, refused: TypedNode, above: TypedNode) -> Fix | None:
    """Read the output alone, which is all that a layer of one input can mean; the layer above gets a name if it has none."""
    upper, lower = above.node.layer, refused.node.layer.spec
    if above.ports[0] or upper.spec is None or above.node.name != upper.name or lower is None or lower.inputs is not None:
        return None
    edits = set_argument(lower, "inputs", upper.name)
    if upper.spec.name is None:
        naming = set_argument(upper.spec, "name", upper.name)
        edits = (*naming, *edits) if naming and edits else ()
    return fix("read the output and leave the states", edits, safe=True)


RULE = Rule(
    code="RNN204",
    name="states-below",
    severity="error",
    summary="a layer that takes one tensor stands under a layer that returns its states as a list",
    why="With `return_state: true` a recurrent layer returns a list: its output, then its states. The line below reads all of "
    "it unless `inputs:` says what it wants, and most layers take one tensor only.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, return_state: true, name: encoder}
    - «Dense»: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - LSTM: {units: 64, return_state: true, name: encoder}
    - Dense: {units: 1, inputs: encoder}
""",
    keras="raises",
    triggers=("fault:list",),
    check=check,
    fix="safe",
)
