"""RNN608: an attention compares a query and a key of unequal widths."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.dims import differ, show
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import came_from, sources, title, trace, where
from ._examples import trained
from .rule import Rule, View, faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN608"
KINDS = ("Attention", "AdditiveAttention")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per attention whose query is not as wide as what it is compared with."""
    for refused in faults(view, "merge"):
        shapes = [tensor.dims for tensor in refused.inputs if tensor.known]
        if refused.node.kind in KINDS and len(shapes) == len(refused.inputs) >= 2 and all(shapes):
            query, key = shapes[0][-1], shapes[-1][-1]
            if differ(query, key):
                yield _finding(view.typed, refused, (show(query), show(key)))


def _finding(typed: Typed, refused: TypedNode, widths: tuple[str, str]) -> Diagnostic:
    query, key = widths
    refs = sources(typed, refused.node)
    related: list[Label] = []
    for ref in (refs[0], refs[-1]):
        related += (label for label in came_from(typed, ref, "gives {}") if label not in related)
    message = f"{title(refused.node.layer)} compares a query of width {query} with keys of width {key}"
    help = f"bring the query to width {key} with `Dense: {{units: {key}}}`, or use MultiHeadAttention, which projects both"
    notes = (*trace(typed, refused), f"Keras would say: Dimensions must be equal, but are {query} and {key}")
    label, about = "needs one width for both", refused.node.name
    return Diagnostic(CODE, "error", message, where(refused.node), label, tuple(related), notes, help, about=about)


_model = trained("source: [20, 4], previous: [12, 2]", "forecast: [12, 1]", "mse")
_encoder = "GRU: {name: source_steps, inputs: source, units: 24, return_sequences: true}"

RULE = Rule(
    code=CODE,
    name="attention-widths",
    severity="error",
    summary="the query of an attention is not as wide as its keys",
    why="Attention scores are products (or sums) of a query with every key, feature by feature, so both need as many "
    "features. An encoder and a decoder of unequal `units` do not meet without a Dense between them; "
    "MultiHeadAttention brings its own.",
    bad=_model(
        _encoder,
        "GRU: {name: steps, inputs: previous, units: 16, return_sequences: true}",
        "«Attention»: {inputs: [steps, source_steps]}",
        "Dense: {units: 1}",
    ),
    good=_model(
        _encoder,
        "GRU: {name: steps, inputs: previous, units: 24, return_sequences: true}",
        "Attention: {inputs: [steps, source_steps]}",
        "Dense: {units: 1}",
    ),
    keras="raises",
    says="Dimensions must be equal, but are 16 and 24",
    triggers=("fault:merge",),
    check=check,
)
