"""RNN105: an Embedding that gets fractions, of which it cuts off all but the whole part."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Ref
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind

from ._calls import came_from, producer, sources, title, where
from ._examples import trained
from .edits import fix, remove_line
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN105"
SCALING = ("Rescaling", "Normalization")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Embedding: a warning where its numbers are computed or scaled, an info where only a dtype says so."""
    for node in view.typed.built.values():
        if node.node.kind != "Embedding" or node.fault is not None or not node.inputs[0].real.startswith(("float", "bfloat")):
            continue
        ref = _origin(view.typed, node)
        maker = producer(view.typed, ref)
        made = kind(maker.node.kind) if maker is not None else None
        if maker is not None and made is not None and not made.operation:
            yield _finding(view.typed, node, ref, maker)
        elif maker is None and _scaled(view, ref.node):
            yield _finding(view.typed, node, ref, None)
        elif maker is None and not view.facts.inputs:
            message = f"{title(node.node.layer)} takes ids, but the input `{ref.node}` is declared as {node.inputs[0].real}"
            related = came_from(view.typed, ref, "holds fractions, as far as its dtype tells")
            help = f"declare what comes in: `{ref.node}: {{shape: …, dtype: int32, vocabulary: …}}`"
            yield Diagnostic(CODE, "info", message, where(node.node), "takes whole numbers", related, (), help)


def _origin(typed: Typed, node: TypedNode) -> Ref:
    """Where the numbers come from, through layers that hand them on."""
    ref = sources(typed, node.node)[0]
    while (above := producer(typed, ref)) is not None and len(above.node.inputs) == 1:
        found = kind(above.node.kind)
        if found is None or not found.keeps_values:
            break
        ref = sources(typed, above.node)[0]
    return ref


def _scaled(view: View, name: str) -> bool:
    """True for an input with a column that is transformed, or that lies within [0, 1) altogether."""
    columns = view.spec.get("data", "inputs", name)
    for column in columns.list if columns is not None else ():
        fact = view.facts.details.get("columns", {}).get(column.data) if isinstance(column.data, str) else None
        transform = view.spec.get("data", "columns", column.data, "transform") if isinstance(column.data, str) else None
        if transform is not None:
            return True
        if fact is not None and fact.low is not None and fact.low >= 0 and fact.high < 1 and fact.low != fact.high:
            return True
    return False


def _finding(typed: Typed, node: TypedNode, ref: Ref, maker: TypedNode | None) -> Diagnostic:
    whose = f"what {title(maker.node.layer)} computes" if maker is not None else f"the scaled column of `{ref.node}`"
    message = f"{title(node.node.layer)} looks up whole numbers, but gets {whose}: fractions, which it cuts off"
    related = came_from(typed, ref, "makes fractions" if maker is not None else "holds fractions")
    notes = ("Keras says nothing: it casts to whole numbers, and everything in [0, 1) becomes the id 0",)
    spec = maker.node.layer.spec if maker is not None and maker.node.kind in SCALING else None
    plain = spec is not None and spec.name is None and spec.inputs is None
    repair = fix("hand on the ids as they are", remove_line(spec)) if plain else None
    help = "" if repair else "let it read the ids themselves; numbers that measure something need a Dense layer instead"
    return Diagnostic(CODE, "warning", message, where(node.node), "takes ids", related, notes, help, repair)


_model = trained("ids: {shape: [20], dtype: int32, vocabulary: 500}", "y: [1]", "mse")
_REST = ("LSTM: {units: 16}", "Dense: {units: 1}")

RULE = Rule(
    code=CODE,
    name="embedding-of-fractions",
    severity="warning",
    summary="an Embedding gets fractions, of which it cuts off all but the whole part",
    why="Embedding has a row for every id. Numbers that were scaled to [0, 1), as one does for other layers, all become the id "
    "0: every step of every sample is the same vector, and the model can only learn a constant.",
    bad=_model("Rescaling: {scale: 0.002}", "«Embedding»: {input_dim: 500, output_dim: 16}", *_REST),
    good=_model("Embedding: {input_dim: 500, output_dim: 16}", *_REST),
    keras="silent",
    triggers=("ids in floats",),
    check=check,
    fix="unsafe",
)
