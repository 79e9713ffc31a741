"""RNN802: ids come in that the embedding has no row for."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Input, Layer
from rnndsl.ir.typed import TypedNode
from rnndsl.layers import kind
from rnndsl.layers._usable import usable

from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN802"


class Ids(Record):
    """Where ids come from: how many there are (at most, where `sure` is False), in words, and the place that says it."""

    number: int
    words: str
    place: Span | None
    sure: bool = True


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per embedding with fewer rows than ids come in."""
    for node in view.typed.nodes.values():
        layer = node.node.layer
        rows = layer.args.get("input_dim")
        if layer.kind not in ("Embedding", "ReversibleEmbedding") or not isinstance(rows, int) or node.node.call_args:
            continue
        ids = _ids(view, node)
        if ids is not None and ids.number > rows:
            yield _finding(node, layer, rows, ids)


def _ids(view: View, node: TypedNode) -> Ids | None:
    """What is known of the ids that a call gets; layers that hand values on stand between."""
    at: TypedNode | None = node
    while at is not None and len(at.node.inputs) == 1:
        ref = at.node.inputs[0]
        at = view.typed.nodes.get(ref.node)
        if at is None:
            entry = next((entry for entry in view.typed.graph.inputs if entry.name == ref.node), None)
            return _of_input(view, entry) if entry is not None else None
        found = kind(at.node.kind)
        if found is None or not found.keeps_values:
            return _of_layer(at)
    return None


def _of_input(view: View, entry: Input) -> Ids | None:
    if entry.vocabulary is not None:
        return Ids(entry.vocabulary, f"the input `{entry.name}` has a vocabulary of {entry.vocabulary}", entry.span)
    field = view.spec.get("data", "inputs", entry.name)
    known = view.facts.details.get("columns", {})
    for column in field.list if field is not None else ():
        fact = known.get(column.data) if isinstance(column.data, str) else None
        changed = view.spec.get("data", "columns", str(column.data), "transform")
        if fact is not None and fact.high is not None and (changed is None or not changed.list):
            highest = int(fact.high)
            return Ids(highest + 1, f"the column `{fact.name}` goes up to {highest}", column.span)
    return None


def _of_layer(made: TypedNode) -> Ids | None:
    """The vocabulary of a layer that makes ids; its limit, where the words are still to be learned."""
    layer, found = made.node.layer, kind(made.node.kind)
    args = usable(found, layer, made.node.call_args) if found is not None else None
    if found is None or args is None or args.get("output_mode", "int") != "int":
        return None
    place = argument(layer, "max_tokens") or argument(layer, "vocabulary") or argument(layer, "num_bins") or where(made.node)
    bins = args.get("num_bins") if layer.kind == "Hashing" else None
    size = bins if isinstance(bins, int) else found.size(args)
    if isinstance(size, int):
        return Ids(size, f"{title(layer)} makes {size} ids", place)
    limit = args.get("max_tokens")
    return Ids(limit, f"{title(layer)} makes up to {limit} ids", place, sure=False) if isinstance(limit, int) else None


def _finding(node: TypedNode, layer: Layer, rows: int, ids: Ids) -> Diagnostic:
    message = f"{title(layer)} has {rows} row{'s' * (rows != 1)}, for the ids 0 to {rows - 1}, but {ids.words}"
    span = argument(layer, "input_dim") or where(node.node)
    related = (Label(ids.place, f"ids up to {ids.number - 1}"),) if ids.place is not None else ()
    notes = (
        f"Keras would say: indices… is not in [0, {rows})",
        "on a GPU, or compiled with XLA, it says nothing: such ids get zeros, or the last row",
    )
    repair = fix(f"give it {ids.number} rows", set_argument(layer.spec, "input_dim", str(ids.number)))
    help = "" if repair else f"set `input_dim: {ids.number}`"
    severity = "error" if ids.sure else "warning"
    label = f"room for {rows} id{'s' * (rows != 1)}"
    return Diagnostic(CODE, severity, message, span, label, related, notes, help, repair)


_model = trained("words: {shape: [24], dtype: int32, vocabulary: 500}", "rating: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="id-beyond-vocabulary",
    severity="error",
    summary="ids come in that the embedding has no row for",
    why="An embedding is a table with a row for each id, counted from 0: with a vocabulary of 500, the largest id is 499. On a "
    "CPU Keras fails at the first id beyond, which may be late; on a GPU and under XLA it takes zeros or the last row, and "
    "trains on.",
    bad=_model("Embedding: {«input_dim: 400», output_dim: 16}", "GRU: {units: 16}", "Dense: {units: 1}"),
    good=_model("Embedding: {input_dim: 500, output_dim: 16}", "GRU: {units: 16}", "Dense: {units: 1}"),
    keras="raises",
    says="is not in [0, 400)",
    fix="unsafe",
    triggers=("Embedding", "ReversibleEmbedding"),
    check=check,
)
