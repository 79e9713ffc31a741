"""How rules speak of calls: a layer's title, where a tensor comes from, and the shapes along the way to a refused call."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Source, Span
from rnndsl.ir.dims import show_shape
from rnndsl.ir.graph import Layer, Node, Ref, held
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Refusal, Typed, TypedNode
from rnndsl.layers import kind
from rnndsl.layers._usable import usable
from rnndsl.layers.kind import Call

from ._trace import step
from ._trace import trace as way

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnndsl.diagnostics.fix import Fix


# For graphs that only tests make.
NOWHERE = Span(Source("model", ""), 0, 0)


def title(layer: Layer) -> str:
    """How a message names a layer: ``LSTM `encoder` ``, or `LSTM` where nobody named it."""
    given = layer.spec is not None and layer.spec.name is not None
    return f"{layer.kind} `{layer.name}`" if given else layer.kind


def where(node: Node) -> Span:
    """The word that calls the layer; `NOWHERE` in a graph that stands in no text."""
    return node.span or (node.layer.spec.span if node.layer.spec is not None else NOWHERE)


def argument(layer: Layer, key: str) -> Span | None:
    """`key: value` as it is written in a layer's line, or None."""
    value = layer.spec.args.get(key) if layer.spec is not None else None
    if value is None or value.key is None or value.key.source is not value.span.source:
        return None
    return Span(value.key.source, value.key.start, value.span.end)


def argument_inside(layer: Layer, *keys: str) -> Span | None:
    """The first of these arguments that is written in a layer's line or in that of a layer nested in it, or None."""
    spans = (argument(one, key) for one in (layer, *held(*layer.args.values())) for key in keys)
    return next((span for span in spans if span is not None), None)


def sources(typed: Typed, node: Node) -> list[Ref]:
    """One reference for every tensor that a call gets, lists spread out."""
    return typed.each(node.inputs)


def offender(typed: Typed, refused: TypedNode) -> Ref | None:
    """The reference whose tensor a fault is about: the one that it names, else the first."""
    refs = sources(typed, refused.node)
    index = (refused.fault.input if refused.fault is not None else None) or 0
    return refs[index] if index < len(refs) else None


def producer(typed: Typed, ref: Ref | None) -> TypedNode | None:
    """The call that makes a tensor; None for an input of the model."""
    return typed.nodes.get(ref.node) if ref is not None else None


def came_from(typed: Typed, ref: Ref | None, words: str) -> tuple[Label, ...]:
    """A label where a tensor is made or declared; `{}` in `words` becomes its shape."""
    if ref is None:
        return ()
    node = producer(typed, ref)
    entry = next((i for i in typed.graph.inputs if i.name == ref.node), None)
    span = where(node.node) if node is not None else entry.span if entry is not None else None
    return (Label(span, words.format(typed.tensor(ref))),) if span is not None else ()


def trace(typed: Typed, refused: TypedNode) -> tuple[str, ...]:
    """The note with the shapes from the model's input down to the refused call."""
    ref = offender(typed, refused)
    return (way(typed, ref, f"> {step(refused.node)} ✗"),) if ref is not None else ()


def would_say(refused: TypedNode) -> tuple[str, ...]:
    """The note with Keras' own words, where the fault knows them."""
    keras = refused.fault.keras if refused.fault is not None else ""
    return (f"Keras would say: {keras}",) if keras else ()


def notes(typed: Typed, refused: TypedNode) -> tuple[str, ...]:
    """Both notes that a refused call has."""
    return (*trace(typed, refused), *would_say(refused))


def replay(path: Sequence[TypedNode], tensor: TensorSpec, batch_size: int | None) -> bool:
    """True if a chain of one-input calls accepts another tensor at its head: the proof of a repair before it is offered."""
    for one in path:
        found = kind(one.node.kind)
        if found is None or len(one.inputs) != 1:
            return False
        args = usable(found, one.node.layer, one.node.call_args)
        if args is None:
            return False
        try:
            tensor = found.infer(Call(args, (tensor,), (), batch_size, one.node.layer.name)).outputs[0]
        except Refusal:
            return False
    return True


def refused_call(
    code: str,
    typed: Typed,
    refused: TypedNode,
    message: str,
    label: str = "",
    related: tuple[Label, ...] = (),
    help: str = "",
    fix: Fix | None = None,
    place: Span | None = None,
) -> Diagnostic:
    """The error about a call that inference refused: at its word unless `place` is more exact, with both notes."""
    span = place or where(refused.node)
    return Diagnostic(code, "error", message, span, label, related, notes(typed, refused), help, fix, refused.node.name)


def sequence_form(refused: TypedNode) -> tuple[str, int]:
    """The shape that a layer refused for its rank reads, as people write it, and its rank: `(N, T, F)` and 3."""
    fault = refused.fault
    shown = fault.expected[fault.expected.find("(") :] if fault is not None and "(N, T" in fault.expected else "(N, T, F)"
    return shown, shown.count(",") + 1


def mask_maker(typed: Typed, mask: Mask) -> TypedNode | None:
    """The call that made a mask; None where it came in from outside."""
    return next((node for node in typed.nodes.values() if node.node.layer.name == mask.origin), None)


def shape_of(typed: Typed, ref: Ref | None) -> str:
    """The printed shape of the tensor that a reference means."""
    return show_shape(typed.tensor(ref).shape) if ref is not None else "?"
