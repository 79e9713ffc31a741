"""The layer inside a wrapper's line, for arguments that stand one level too far out."""

from __future__ import annotations

from rnndsl.layers import kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnndsl.diagnostics.span import Span

    from .document import Pair
    from .walk import Walk

MANY = 1000  # keys of one mapping that are looked at to tell what is meant


def inner_layer(walk: Walk, key: str, pairs: Sequence[Pair]) -> tuple[Span, Span | None] | None:
    """Where the wrapped layer and its arguments stand, if it takes `key` and does not have it yet."""
    held = next((body for word, body in pairs[:MANY] if word.value == "layer" and body.id == "mapping"), None)
    for word, body in walk.pairs(held)[:1] if held is not None else ():
        found = kind(word.value) if word.id == "scalar" else None
        given = {other.value for other, _ in walk.pairs(body) if other.id == "scalar"} if body.id == "mapping" else set()
        if found is not None and key not in given and key in {entry.name for entry in found.parameters}:
            return walk.span(word), walk.span(body) if body.id == "mapping" else None
    return None
