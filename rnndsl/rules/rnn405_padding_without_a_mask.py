"""RNN405: texts are padded to one length, and a recurrent layer reads the padding as words."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import TypedNode
from rnndsl.layers import kind

from ._above import sequence_layers
from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN405"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Embedding of padded texts, without a mask, above a recurrent layer whose result padding changes."""
    padded: dict[str, TypedNode | None] = {}  # calls whose steps hold unmasked padding, with the Embedding above
    told: set[str] = set()
    for name, node in view.typed.built.items():
        ref = node.node.inputs[0] if len(node.node.inputs) == 1 else None
        source = padded.get(ref.node) if ref is not None else None
        if node.node.kind == "TextVectorization" and node.outputs[0].known and node.outputs[0].dims:
            padded[name] = None
        elif ref is None or ref.node not in padded or node.fault is not None or node.outputs[0].mask is not None:
            continue
        elif node.node.kind == "Embedding":
            padded[name] = node
        elif source is not None and sequence_layers(node.node.layer) and node.inputs[0].mask is None:
            if not _reads_forward(node):
                if source.node.name not in told:
                    told.add(source.node.name)
                    yield _finding(source, node)
            else:
                padded[name] = source
        elif _step_by_step(node.node.kind):
            padded[name] = source


def _reads_forward(node: TypedNode) -> bool:
    """True where padding behind a text cannot reach what is made of the text: one forward layer that returns every step."""
    layers = sequence_layers(node.node.layer)
    args = layers[0].args
    alone = layers == (node.node.layer,) and args.get("go_backwards") is not True
    return alone and args.get("return_sequences") is True and args.get("return_state") is not True


def _step_by_step(name: str) -> bool:
    found = kind(name)
    return found is not None and (found.per_step or found.keeps_values)


def _finding(embedding: TypedNode, reader: TypedNode) -> Diagnostic:
    layer = embedding.node.layer
    message = f"{title(layer)} makes no mask, so {title(reader.node.layer)} reads the padding of every text like words"
    related = (Label(where(reader.node), "reads the padding too"),)
    repair = fix("mask the padding", set_argument(layer.spec, "mask_zero", "true"))
    notes = ("Keras says nothing: id 0, which TextVectorization fills up with, gets a vector like any other",)
    help = "" if repair else "write `mask_zero: true`"
    place = argument(layer, "mask_zero") or where(embedding.node)
    return Diagnostic(CODE, "warning", message, place, "mask_zero is false", related, notes, help, repair)


_model = trained("line: {shape: [], dtype: string}", "score: [1]", "mse")
_words = "TextVectorization: {output_sequence_length: 12, vocabulary: [a, b, c, d]}"

RULE = Rule(
    code=CODE,
    name="padding-without-a-mask",
    severity="warning",
    summary="padded texts without a mask above a recurrent layer",
    why="TextVectorization fills every text up with id 0. Without `mask_zero: true` a recurrent layer reads on over the "
    "filling, often for most of its steps, and what it returns is its memory of the text after all that. It learns to "
    "count padding before it learns to read.",
    bad=_model(_words, "«Embedding»: {input_dim: 6, output_dim: 8}", "GRU: {units: 16}", "Dense: {units: 1}"),
    good=_model(_words, "Embedding: {input_dim: 6, output_dim: 8, mask_zero: true}", "GRU: {units: 16}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=("TextVectorization",),
    check=check,
)
