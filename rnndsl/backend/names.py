"""The variables of the script: named as the file names its layers, and never the same name for two things."""

from __future__ import annotations

import keyword

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

RESERVED = frozenset((*keyword.kwlist, "keras", "json", "Path", "here", "model", "__name__", "__file__"))


class Names:
    """Hands out variable names; a name that is taken, or means something to Python, gets a number or an underscore."""

    __slots__ = ("_taken",)

    def __init__(self, imported: Iterable[str] = ()) -> None:
        self._taken = {*RESERVED, *imported}

    def new(self, wish: str) -> str:
        """A free variable name close to `wish` (`encoder@2` becomes `encoder_2`)."""
        base = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in wish) or "tensor"
        base = "_" + base if base[0].isdigit() else base
        name, number = base + "_" if base in RESERVED else base, 2
        while name in self._taken:
            name, number = f"{base}_{number}", number + 1
        self._taken.add(name)
        return name
