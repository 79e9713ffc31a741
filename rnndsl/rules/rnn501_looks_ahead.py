"""RNN501: a decoder that is trained on the target shifted by one step sees the steps that it has to predict."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import TypedNode

from ._above import sequence_layers
from ._calls import argument, argument_inside, sources, title, where
from .edits import fix, set_argument, unwrap
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix

CODE = "RNN501"
ATTENTION = ("Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention")
WINDOWS = ("Conv1D", "SeparableConv1D", "DepthwiseConv1D")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call between a shifted input and an output that lets a step see later ones."""
    inputs = view.spec.get("data", "inputs")
    for name, field in inputs.items() if inputs is not None else ():
        shift = field.get("shift")
        if shift is None or not shift.data:
            continue
        late = {name}
        for node in view.typed.built.values():
            refs = [ref.node in late for ref in sources(view.typed, node.node)]
            if any(refs):
                late.add(node.node.name)
                found = _sees_later(node, refs) if node.fault is None else None
                if found is not None:
                    yield _finding(name, shift.key or shift.span, node, *found)


def _sees_later(node: TypedNode, late: list[bool]) -> tuple[Span, str, Fix | None] | None:
    """The place that lets a step see later ones, how, and the repair; None where steps see only those before them."""
    layer, spec, kind = node.node.layer, node.node.layer.spec, node.node.kind
    recurrent = sequence_layers(layer)
    if kind == "Bidirectional":
        inner = layer.args.get("layer")
        plain = spec is not None and spec.name is None and spec.inputs is None and not node.node.initial_state
        change = unwrap(spec, inner.spec) if plain and isinstance(inner, Layer) else ()
        return where(node.node), "its backward half reads them first", fix("read forwards only", change)
    if recurrent and recurrent[0].args.get("go_backwards") is True:
        place = argument_inside(layer, "go_backwards") or where(node.node)
        return place, "it reads them first", fix("read forwards", set_argument(spec, "go_backwards", "false"))
    if kind in WINDOWS and layer.args.get("padding") == "same":
        place = argument(layer, "padding") or where(node.node)
        return place, "its window reaches to both sides", fix("look back only", set_argument(spec, "padding", "causal"))
    if kind in ATTENTION and sum(late) > 1 and {**layer.args, **node.node.call_args}.get("use_causal_mask") is not True:
        repair = fix("mask later steps", set_argument(spec, "use_causal_mask", "true"))
        return where(node.node), "it attends to all of them", repair
    return None


def _finding(name: str, shift: Span, node: TypedNode, place: Span, how: str, repair: Fix | None) -> Diagnostic:
    message = f"{title(node.node.layer)} sees later steps of `{name}`, which are the targets of earlier ones: {how}"
    related = (Label(shift, "each step holds the target of the step before"),)
    notes = ("Keras says nothing: the loss falls fast, for the answer is copied; nothing is there to copy when it predicts",)
    help = "" if repair else "take layers whose steps see only those before them: a forward recurrence, causal padding or masks"
    return Diagnostic(CODE, "warning", message, place, "looks ahead", related, notes, help, repair)


def _example(reader: str) -> str:
    return f"""\
rnndsl: 1
data:
  source: {{tsv: pairs.tsv, columns: [english, french]}}
  inputs: {{previous: {{text: french, shift: 1, start: "[start]"}}}}
  targets: {{next: {{text: french, end: "[end]", encode: words}}}}
model:
  layers:
    - TextVectorization: {{name: words, output_sequence_length: 6, vocabulary: [le, chat, dort]}}
    - Embedding: {{input_dim: "${{words.vocabulary_size}}", output_dim: 8, mask_zero: true}}
    - {reader}
    - Dense: {{name: next, units: "${{words.vocabulary_size}}", activation: softmax}}
train:
  loss: sparse_categorical_crossentropy
"""


RULE = Rule(
    code=CODE,
    name="looks-ahead",
    severity="warning",
    summary="a decoder trained on the shifted target sees the steps that it has to predict",
    why="With `shift: 1` the input is the target moved by one step, so each step may know what came before it and nothing "
    "else. A Bidirectional, a convolution with `padding: same` or an attention without a causal mask hands every step the "
    "steps behind it: the answers. The loss becomes excellent, and what the model writes by itself does not.",
    bad=_example("«Bidirectional»: {layer: {LSTM: {units: 8, return_sequences: true}}}"),
    good=_example("LSTM: {units: 8, return_sequences: true}"),
    keras="silent",
    triggers=("encoded text",),
    check=check,
    fix="unsafe",
    data={"pairs.tsv": "".join(f"the cat {number}\tle chat {number}\n" for number in ("one", "two", "three") * 10)},
)
