"""RNN605: a decoder reads its target as it is, not moved by one step, and learns to copy."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Ref
from rnndsl.ir.spec import Value
from rnndsl.ir.typed import Typed
from rnndsl.layers import kind
from rnndsl.layers._usable import usable

from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN605"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per input that holds the text of a target unmoved and reaches its output step by step."""
    inputs, targets = view.spec.get("data", "inputs"), view.spec.get("data", "targets")
    goals = dict(targets.items()) if targets is not None else {}
    for name, given in inputs.items() if inputs is not None else ():
        text = given.get("text")
        for goal, wanted in goals.items():
            same = wanted.get("text")
            if text is None or same is None or text.data != same.data or _set(given, "shift"):
                continue
            output = next((one for one in view.typed.graph.outputs if one.name == goal or len(goals) == 1), None)
            if output is not None and _step_by_step(view.typed, output.ref, name):
                yield _finding(name, given, text, goal, same)


def _set(value: Value, key: str) -> bool:
    found = value.get(key)
    return found is not None and found.data is not None


def _step_by_step(typed: Typed, ref: Ref, name: str) -> bool:
    """True if an input reaches a tensor through calls that keep its steps: what a decoder sees while it answers."""
    waiting, seen = [ref], set()
    while waiting:
        at = waiting.pop().node
        if at == name:
            return True
        node = typed.nodes.get(at)
        found = kind(node.node.kind) if node is not None else None
        args = usable(found, node.node.layer) if node is not None and found is not None else None
        if node is None or found is None or args is None or at in seen:
            continue
        seen.add(at)
        sequence = node.outputs[0].shape
        if sequence and (found.reach(args) is not None or node.node.kind == "TextVectorization"):
            waiting += node.node.inputs
    return False


def _finding(name: str, given: Value, text: Value, goal: str, same: Value) -> Diagnostic:
    message = f"the decoder reads `{name}`, which is its target `{goal}` unmoved: each step is told the word it is to predict"
    related = (Label(same.span, "what is to be predicted"),)
    notes = ("the loss falls to almost 0 by copying, and without the answer the model can say nothing",)
    repair = _repair(given)
    help = "" if repair else 'add `shift: 1` and a `start`, such as "[start]"'
    return Diagnostic(CODE, "warning", message, text.span, "needs `shift: 1`", related, notes, help, repair)


def _repair(given: Value) -> Fix | None:
    """`shift: 1` and a start token behind the last entry of a flow mapping."""
    span, text = given.span, given.span.text
    if not (text.startswith("{") and text.endswith("}")) or given.via or "#" in text or text[:-1].rstrip().endswith(","):
        return None
    at = span.start + len(text[:-1].rstrip())
    start = "" if _set(given, "start") else ', start: "[start]"'
    return Fix("move it one step to the right", (Edit(Span(span.source, at, at), f", shift: 1{start}"),))


def _document(previous: str) -> str:
    return f"""\
rnndsl: 1
data:
  source: {{tsv: pairs.tsv, columns: [english, french]}}
  inputs:
    english: {{text: english}}
    previous: {previous}
  targets:
    french: {{text: french, end: "[end]", encode: fr}}
model:
  layers:
    - TextVectorization: {{name: en, inputs: english, output_sequence_length: 8}}
    - Embedding: {{input_dim: "${{en.vocabulary_size}}", output_dim: 16, mask_zero: true}}
    - GRU: {{name: encoder, units: 16, return_state: true}}
    - TextVectorization: {{name: fr, inputs: previous, output_sequence_length: 8, standardize: lower}}
    - Embedding: {{input_dim: "${{fr.vocabulary_size}}", output_dim: 16, mask_zero: true}}
    - GRU: {{units: 16, return_sequences: true, initial_state: encoder.h}}
    - Dense: {{name: french, units: "${{fr.vocabulary_size}}", activation: softmax}}
train:
  loss: sparse_categorical_crossentropy
"""


_pairs = (("the cat sleeps", "le chat dort"), ("a dog runs", "un chien court"), ("we sing", "nous chantons"))

RULE = Rule(
    code=CODE,
    name="target-handed-in",
    severity="warning",
    summary="teacher forcing without the shift: a decoder reads the word that it is to predict",
    why="A decoder learns to say the next word from the words before it. Its input is therefore the target moved one step "
    "to the right, with a start token in front. Without that step it sees each answer while it is asked for it: the "
    "loss is soon near 0, and translating fails.",
    bad=_document("{text: «french»}"),
    good=_document('{text: french, shift: 1, start: "[start]"}'),
    keras="",
    fix="unsafe",
    triggers=("encoded text",),
    check=check,
    data={"pairs.tsv": "".join(f"{english}\t{french}\n" for english, french in _pairs * 20)},
)
