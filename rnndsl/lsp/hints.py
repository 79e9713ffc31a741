"""Inlay hints: at the end of each layer's line, the shape that comes out of it."""

from __future__ import annotations

from lsprotocol import types as lsp

from rnndsl.ir.typed import Typed, TypedNode

from .documents import Document

MAX_SHAPES = 3


def hints(document: Document, wanted: lsp.Range) -> list[lsp.InlayHint]:
    """The hints of a range of lines. Lines that are the same in the last readable version keep its shapes."""
    found = []
    for line, label in sorted(labels(document).items()):
        if wanted.start.line <= line <= wanted.end.line:
            end = document.text.start_of(line) + len(_without_comment(document, line))
            found.append(lsp.InlayHint(document.text.position(end), label, padding_left=True))
    return found


def labels(document: Document) -> dict[int, str]:
    """The hint of each line (from 0) that calls a layer."""
    known = document.readable
    if known is None:
        return {}
    typed = known.checked.typed
    own = _labels(known, typed) if typed is not None else {}
    return own if known is document else moved(own, known, document)


def _labels(document: Document, typed: Typed) -> dict[int, str]:
    shapes: dict[int, list[str]] = {}
    for node in typed.nodes.values():
        span = node.node.span
        if span is not None and span.source is document.source and any(tensor.known for tensor in node.outputs):
            shapes.setdefault(document.text.line_of(document.start(span)), []).append(outputs(node))
    return {line: _joined(list(dict.fromkeys(found))) for line, found in shapes.items()}


def outputs(node: TypedNode) -> str:
    """What comes out, port by port: `(N, 24, 64) masked · h (N, 64)`."""
    shown = (
        f"{port} {tensor}{' masked' if tensor.mask is not None else ''}".strip()
        for port, tensor in zip(node.ports, node.outputs, strict=False)
    )
    return " · ".join(shown)


def _joined(shapes: list[str]) -> str:
    """Calls of one line with different shapes, as in a block that is built twice."""
    more = ["…"] if len(shapes) > MAX_SHAPES else []
    return "→ " + " | ".join([*shapes[:MAX_SHAPES], *more])


def moved(found: dict[int, str], before: Document, after: Document) -> dict[int, str]:
    """Hints of an earlier version in the present one: on the lines above and below what has changed."""
    old, new = before.text.content.split("\n"), after.text.content.split("\n")
    size = min(len(old), len(new))
    top = next((i for i in range(size) if old[i] != new[i]), size)
    bottom = next((i for i in range(size - top) if old[-1 - i] != new[-1 - i]), size - top)
    shift = len(new) - len(old)
    kept = {line: label for line, label in found.items() if line < top}
    return kept | {line + shift: label for line, label in found.items() if line >= len(old) - bottom}


def _without_comment(document: Document, line: int) -> str:
    """The line up to the end of its last word: a hint belongs to the layer, not to the comment behind it."""
    return document.text.line(line).rstrip()
