"""RNN207: a sequence that comes out of `go_backwards` in reverse is used as if it stood in order."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Ref
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind

from ._above import sequence_layers
from ._calls import argument_inside, sources, title, where
from ._examples import trained
from ._heads import heads
from .edits import fix, insert_line_above
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix

CODE = "RNN207"
MERGES = ("Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract")

# By call: the call that turned its time axis round, None where it runs in order; absent where nobody can tell.
Order = dict[str, "TypedNode | None"]


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per merge of a reversed sequence with one in order, and per reversed output with a target per step."""
    order = _orders(view.typed)
    for node in view.typed.built.values():
        if node.node.kind in MERGES and node.fault is None:
            found = [(ref, order[ref.node]) for ref in sources(view.typed, node.node) if ref.node in order]
            reverse = next(((ref, turned) for ref, turned in found if turned is not None), None)
            if reverse is not None and any(turned is None for _, turned in found):
                yield _merged(view.typed, node, *reverse)
    for head in heads(view):
        turned = order.get(head.output.ref.node)
        steps = head.prediction.dims[0] if len(head.prediction.dims) > 1 else None
        if turned is not None and steps is not None and head.target.tensor.dims[:1] == (steps,):
            yield _compared(view.typed, turned, head.target.name)


def _orders(typed: Typed) -> Order:
    """Which way the steps of every tensor run, as far as layers treat them one by one."""
    order: Order = {entry: None for entry, tensor in typed.inputs.items() if tensor.known and tensor.rank > 1}
    for name, node in typed.nodes.items():
        refs = sources(typed, node.node)
        if node.node.kind == "TextVectorization":
            order[name] = None
        if node.fault is not None or not refs or refs[0].node not in order or refs[0].port:
            continue
        before, layers, found = order[refs[0].node], sequence_layers(node.node.layer), kind(node.node.kind)
        if layers and layers[0].args.get("return_sequences") is True:
            turns = layers[0].args.get("go_backwards") is True  # a Bidirectional turns its other half to match
            order[name] = (node if before is None else None) if turns else before
        elif node.node.kind == "flip" and node.node.layer.args.get("axis") in (1, [1]):
            order[name] = node if before is None else None
        elif (found is not None and found.per_step and len(refs) == 1) or node.node.kind in (*MERGES, "Embedding"):
            order[name] = before
    return order


def _merged(typed: Typed, node: TypedNode, ref: Ref, turned: TypedNode) -> Diagnostic:
    message = f"{title(node.node.layer)} joins a sequence in order with one that {title(turned.node.layer)} hands on in reverse"
    related = (Label(_place(turned), "the last step comes out first"),)
    notes = ("Keras says nothing: step t of the one meets step T - t of the other",)
    repair = _turn_before_merge(typed, node, ref)
    help = "" if repair else "turn it back first: `flip: {axis: 1}`, or let Bidirectional do all of it"
    return Diagnostic(CODE, "warning", message, where(node.node), "steps do not meet", related, notes, help, repair)


def _compared(typed: Typed, turned: TypedNode, target: str) -> Diagnostic:
    message = f"{title(turned.node.layer)} hands its steps on in reverse, and they are compared with `{target}` as it stands"
    notes = ("Keras says nothing: the answer for the last step is compared with the target of the first one",)
    reader = next((one for one in typed.nodes.values() if any(r.node == turned.node.name for r in one.node.inputs)), None)
    spec = reader.node.layer.spec if reader is not None else None
    masked = any(tensor.mask is not None for tensor in turned.outputs)
    plain = spec is not None and spec.inputs is None and not masked and turned.node.kind != "flip"
    repair = fix("turn the steps back", insert_line_above(spec, "flip: {axis: 1}")) if plain else None
    help = "" if repair else "turn them back with `flip: {axis: 1}`, or let Bidirectional read both ways"
    return Diagnostic(CODE, "warning", message, _place(turned), "the last step comes out first", (), notes, help, repair)


def _turn_before_merge(typed: Typed, node: TypedNode, ref: Ref) -> Fix | None:
    """A line that turns the sequence back, and its name in the merge."""
    name = f"{ref.node}_in_order"
    lines = insert_line_above(node.node.layer.spec, f"flip: {{axis: 1, inputs: {ref.node}, name: {name}}}")
    masked = typed.tensor(ref).mask is not None
    if ref.span is None or ref.span.text != ref.node or not lines or masked or name in typed.nodes:
        return None
    return fix("turn the reversed sequence back first", (*lines, Edit(ref.span, name)))


def _place(turned: TypedNode) -> Span:
    return argument_inside(turned.node.layer, "go_backwards") or where(turned.node)


_model = trained("x: [24, 8]", "y: [24, 1]", "mse")
_FORWARD = "LSTM: {units: 16, return_sequences: true, name: forward, inputs: x}"
_BACKWARD = "LSTM: {units: 16, return_sequences: true, go_backwards: true, name: backward, inputs: x}"

RULE = Rule(
    code=CODE,
    name="reversed-sequence",
    severity="warning",
    summary="a sequence that comes out of `go_backwards` in reverse is used as if it stood in order",
    why="With `go_backwards: true` a layer reads from the last step to the first, and with `return_sequences` its outputs come "
    "in the order in which it made them: the one of the last step first. Merged with a forward sequence, or compared with a "
    "target per step, every step meets the wrong one. Bidirectional turns its backward half round by itself.",
    bad=_model(_FORWARD, _BACKWARD, "«Concatenate»: {inputs: [forward, backward]}", "Dense: {units: 1}"),
    good=_model(
        _FORWARD,
        _BACKWARD,
        "flip: {axis: 1, name: turned}",
        "Concatenate: {inputs: [forward, turned]}",
        "Dense: {units: 1}",
    ),
    keras="silent",
    triggers=tuple(f"{name}.go_backwards" for name in ("LSTM", "GRU", "SimpleRNN", "RNN")),
    check=check,
    fix="unsafe",
)
