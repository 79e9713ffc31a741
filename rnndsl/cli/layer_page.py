"""One layer, explained: what it reads and returns, its weights, its equations, and the same layer in PyTorch.

Everything comes from the layer's kind and from the call as inference saw it; where Keras would refuse, what is known.
"""

from __future__ import annotations

from rnndsl import layers
from rnndsl.backend import table
from rnndsl.diagnostics.paint import Paint
from rnndsl.diagnostics.record import Record, replace
from rnndsl.ir.dims import show, total
from rnndsl.ir.typed import Refusal, Typed, TypedNode
from rnndsl.layers._usable import usable
from rnndsl.layers.equations.notation import SYMBOLS, plain
from rnndsl.layers.kind import Call, Kind, Result

from .equation_text import lay_out, wrapped
from .layer_text import returns, states_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnndsl.ir.tensor import TensorSpec, Weight
    from rnndsl.layers.equations.notation import Line


class Told(Record):
    """A call of a layer with all that can be said of it."""

    typed: Typed
    node: TypedNode
    kind: Kind
    call: Call
    result: Result | None


def page(typed: Typed, node: TypedNode, paint: Paint) -> str:
    """The whole page of a layer as text."""
    told = _told(typed, node)
    if told is None:
        return paint.style(node.node.name, "bold") + f"  {node.node.kind}: what it computes is hidden by mistakes in its line"
    equations = told.kind.equations(told.call, told.result) if told.result is not None else ()
    in_torch = told.kind.in_torch(told.call, told.result) if told.result is not None else ()
    parts = [_head(told, paint), _goes_in(told, paint), _comes_out(told, paint), _weights(told, equations, paint)]
    if equations:
        shown = [replace(line, note="") if _names_weight(line, told) else line for line in equations]
        parts.append(_section("Equations", "of one sample; N samples run side by side", lay_out(shown, paint), paint))
    if in_torch:
        parts.append(_section("In PyTorch", "", lay_out(in_torch, paint), paint))
    return "\n\n".join(filter(None, parts))


def _told(typed: Typed, node: TypedNode) -> Told | None:
    """The call, judged again by its kind; None where its arguments cannot be used."""
    kind = layers.kind(node.node.kind)
    args = usable(kind, node.node.layer, node.node.call_args) if kind is not None else None
    if kind is None or args is None:
        return None
    states = typed.tensors(node.node.initial_state)
    call = Call(args, node.inputs, states, typed.graph.batch_size, node.node.layer.name)
    try:
        known = bool(node.inputs) and all(tensor.known for tensor in (*node.inputs, *states))
        result = kind.infer(call) if known and node.fault is None else None
    except Refusal:
        result = None
    return Told(typed, node, kind, call, result)


def _head(told: Told, paint: Paint) -> str:
    layer, name = told.node.node.layer, told.node.node.name
    called = replace(layer, args={**layer.args, **told.node.node.call_args})
    span = told.node.node.span or (layer.spec.span if layer.spec is not None else None)
    where = f"{span.source.name}:{span.line}" if span is not None else ""
    again = f"a further use of `{layer.name}`, with its weights" if name != layer.name else ""
    first = f"{paint.style(name, 'bold')}  {paint.frame(table.kind(told.node))}  {paint.dim(where)}".rstrip()
    lines = [first, *(f"  {row}" for row in wrapped(told.kind.doc, paint.width - 2))]
    fault = told.node.fault
    if fault is not None:
        lines += [paint.style(f"  Keras would refuse this call: expected {fault.expected}, found {fault.found}", "error")]
    return "\n".join([*lines, *([f"  {again}"] if again else []), "", f"  {written(called)}"])


def _goes_in(told: Told, paint: Paint) -> str:
    sources = [table.source(told.typed, one) for one in told.typed.each(told.node.node.inputs)]
    rows = [(_shape(t), _about(t), f"from {source}") for t, source in zip(told.node.inputs, sources, strict=False)]
    refs = [table.source(told.typed, one) for one in told.typed.each(told.node.node.initial_state)]
    rows += [(_shape(t), "initial state", f"from {source}") for t, source in zip(told.call.states, refs, strict=False)]
    text = _columns(rows, paint)
    if told.kind.recurrent and not told.node.node.initial_state and told.result is not None:
        wired = states_of(told.kind, told.call, told.node.node.layer)
        names = ", ".join(f"other.{name}" for name, _ in wired)
        words = f"No initial_state: zeros. `initial_state: [{names}]` would wire {', '.join(f'{n} {s}' for n, s in wired)}."
        text += "".join(f"\n  {paint.dim(row)}" for row in wrapped(words, paint.width - 2)) if wired else ""
    return _section("Goes in", "", text, paint)


def _shape(tensor: TensorSpec) -> str:
    return str(tensor)


def _about(tensor: TensorSpec) -> str:
    return tensor.dtype + (f", masked by `{tensor.mask.origin}`" if tensor.mask is not None else "")


def _comes_out(told: Told, paint: Paint) -> str:
    name, ports = told.node.node.name, told.node.ports
    names = [f"{name}.{port}" if port else name for port in ports]
    rows = [(str(t), _about(t) if t.known else "", one) for t, one in zip(told.node.outputs, names, strict=False)]
    text = _columns(rows, paint)
    if len(ports) > 1 and told.kind.recurrent:
        states = [name for name in names[1:] if not name.endswith(".backward")]
        text += "\n  " + paint.dim(f"Into another layer: `initial_state: [{', '.join(states)}]`.") if states else ""
    choices = returns(told.kind, told.call, told.node.node.layer, paint) if told.result is not None else ""
    if choices:
        text += "\n\n" + choices + "\n  " + paint.dim("▸ is the line of this file")
    return _section("Comes out", "", text, paint)


def _weights(told: Told, equations: tuple[Line, ...], paint: Paint) -> str:
    """Every weight, its columns where they mean something, and the count as a formula."""
    weights = told.node.weights
    if not weights or told.result is None:
        return ""
    notes = {line.text.partition(" = ")[2]: line.note for line in equations if _names_weight(line, told)}
    seen: set[str] = set()
    rows = []
    for weight in weights:
        note = notes.get(weight.name, "")
        rows.append((weight.name, plain(weight.shape), f"{table.number(weight.parameters):>9}", "" if note in seen else note))
        seen.add(note)
    trained = total(w.parameters for w in weights if w.trainable)
    everything = total(w.parameters for w in weights)
    formula = told.kind.counted(told.call, told.result) or (_from_shapes(weights),)
    count = " = ".join(dict.fromkeys((*formula, table.number(everything))))
    words = "all trained" if trained == everything else f"{table.number(trained)} of them trained"
    text = (
        _columns(rows, paint) + "\n" + "\n".join(f"  {row}" for row in wrapped(f"{count} parameters, {words}", paint.width - 2))
    )
    return _section("Weights", "", text, paint)


def _from_shapes(weights: tuple[Weight, ...]) -> str:
    """`32·64 + 64`."""
    return " + ".join("·".join(map(show, weight.shape)) or "1" for weight in weights)


def _names_weight(line: Line, told: Told) -> bool:
    """True for `W = kernel`: the columns are told among the weights."""
    letter, _, name = line.text.partition(" = ")
    return SYMBOLS.get(name) == letter and any(weight.name == name for weight in told.node.weights)


def _columns(rows: Sequence[tuple[str, ...]], paint: Paint) -> str:
    """Rows with their cells below each other; shapes in green."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)]
        cells = [paint.style(cell, "good") if cell.startswith("(") else cell for cell in cells]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return "\n".join(lines)


def _section(heading: str, words: str, text: str, paint: Paint) -> str:
    return paint.style(heading, "bold") + (f"  {paint.dim(words)}" if words else "") + "\n" + text
