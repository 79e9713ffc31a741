"""Kinds that stand in no file of this folder: their names bring them along, and nothing remembers them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .kind import Kind


class Carried(str):
    """The name of such a kind; `kind` is the kind itself, or None where a mistake hides it altogether."""

    kind: Kind | None = None
