"""The layers of a model as rows: what `keras.Model.summary` would say, before Keras is there."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim, show, total
from rnndsl.ir.graph import Layer, Ref, held
from rnndsl.ir.typed import Typed, TypedNode

HEADINGS = ("Layer", "Kind", "Output shape", "Parameters", "Connected to")


class Row(Record):
    """One input or call of a layer, in words. `parameters` is a number, or a text such as `64·V` until data are read."""

    layer: str
    kind: str
    output: str
    parameters: str
    connected: str


def rows(typed: Typed) -> tuple[Row, ...]:
    """A row for each input and each call, in the model's order; the second use of a layer counts no parameters."""
    found = [Row(i.name, "Input", str(typed.inputs[i.name]), "0", "") for i in typed.graph.inputs]
    seen: set[str] = set()
    for name, node in typed.built.items():
        again = node.node.layer.name in seen
        seen.add(node.node.layer.name)
        count = "shared" if again and node.weights else number(total(w.parameters for w in node.weights))
        found.append(Row(name, kind(node), outputs(node), count, connections(typed, node)))
    return tuple(found)


def kind(node: TypedNode) -> str:
    """The kind of a layer with what it wraps: `Bidirectional(LSTM)`, `RNN(LSTMCell, LSTMCell)`."""
    return _with_inner(node.node.layer)


def _with_inner(layer: Layer) -> str:
    inner = [_with_inner(each) for each in held(*layer.args.values())]
    return f"{layer.kind}({', '.join(inner)})" if inner else layer.kind


def outputs(node: TypedNode) -> str:
    """The output shape; several as `(N, 64) · h (N, 64)`."""
    shown = [f"{port} {tensor}".strip() for port, tensor in zip(node.ports, node.outputs, strict=True)]
    return " · ".join(shown)


def connections(typed: Typed, node: TypedNode) -> str:
    """What a call reads: `encoder`, and with initial states `embedding, states encoder.h, encoder.c`."""
    states = [source(typed, ref) for ref in node.node.initial_state]
    read = [source(typed, ref) for ref in node.node.inputs]
    return ", ".join(read) + (f", states {', '.join(states)}" if states else "")


def source(typed: Typed, ref: Ref) -> str:
    """A reference as people write it: `encoder`, `encoder.h`."""
    node = typed.nodes.get(ref.node)
    port = node.ports[ref.port] if node and ref.port is not None and ref.port < len(node.ports) else ""
    return f"{ref.node}.{port}" if port else ref.node


def totals(typed: Typed) -> tuple[str, str]:
    """Parameters in all, and those that training changes."""
    return number(typed.parameters()), number(typed.trained())


def number(dim: Dim) -> str:
    """A count with its thousands set apart, or as a formula."""
    return f"{dim:,}" if isinstance(dim, int) else show(dim)


def text(typed: Typed) -> str:
    """The table as plain text, columns aligned, with totals below."""
    cells = [HEADINGS, *((r.layer, r.kind, r.output, r.parameters, r.connected) for r in rows(typed))]
    widths = [max(len(row[i]) for row in cells) for i in range(len(HEADINGS))]
    lines = ["  ".join(_pad(i, cell, widths[i]) for i, cell in enumerate(row)).rstrip() for row in cells]
    rule = "  ".join("─" * width for width in widths)
    everything, trained = totals(typed)
    return "\n".join([lines[0], rule, *lines[1:], rule, f"{everything} parameters, {trained} of them trained"]) + "\n"


def _pad(column: int, cell: str, width: int) -> str:
    return cell.rjust(width) if HEADINGS[column] == "Parameters" else cell.ljust(width)
