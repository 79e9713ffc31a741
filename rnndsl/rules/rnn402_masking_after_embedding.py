"""RNN402: a Masking layer replaces the mask that an Embedding made."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.ir.graph import Ref
from rnndsl.ir.typed import Typed, TypedNode

from ._calls import came_from, mask_maker, title, where
from ._examples import trained
from .edits import fix, remove_line
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN402"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Masking layer that reads a tensor with an embedding's mask."""
    for node in view.typed.nodes.values():
        mask = node.inputs[0].mask if node.node.kind == "Masking" and node.inputs else None
        maker = mask_maker(view.typed, mask) if mask is not None else None
        if maker is not None and maker.node.kind == "Embedding":
            yield _finding(view.typed, node, maker)


def _finding(typed: Typed, node: TypedNode, maker: TypedNode) -> Diagnostic:
    layer, origin = node.node.layer, maker.node.layer.name
    message = f"{title(layer)} replaces the mask that `{origin}` made by one that masks only steps that are all zeros"
    related = came_from(typed, Ref(maker.node.name), "makes the right mask")
    notes = ("Keras says nothing: embedded padding is not zero, so the new mask keeps every step and padding counts",)
    repair = _repair(typed, node)
    help = "" if repair else "remove it: the mask that comes in is the right one"
    return Diagnostic(CODE, "warning", message, where(node.node), "overwrites the mask", related, notes, help, repair)


def _repair(typed: Typed, node: TypedNode) -> Fix | None:
    """Take the line away, unless somebody calls it by name or it is not a plain line of the chain."""
    layer = node.node.layer
    spec = layer.spec
    if spec is None or spec.name is not None or spec.inputs is not None:
        return None
    return fix("remove the second mask", remove_line(spec))


_model = trained("ids: {shape: [30], dtype: int32, vocabulary: 500}", "score: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="masking-after-embedding",
    severity="warning",
    summary="`Masking` after a `mask_zero` embedding overwrites its mask",
    why="`mask_zero: true` marks the id 0 as padding. `Masking` then asks which vectors are all zeros; the embedding of id "
    "0 is a trained vector like any other, so nothing is masked any more and the recurrent layer reads the padding.",
    bad=_model(
        "Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}", "«Masking»", "LSTM: {units: 16}", "Dense: {units: 1}"
    ),
    good=_model("Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}", "LSTM: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=("Masking",),
    check=check,
)
