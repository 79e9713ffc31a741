"""Collects the findings of one run; every stage writes into it and none stops at the first mistake."""

from __future__ import annotations

from .diagnostic import Diagnostic

LIMIT = 200


class Report:
    """Findings in the order found; `sorted()` gives them in the order of the text, each once.

    `silenced` are those that comments keep quiet.
    """

    __slots__ = ("_found", "dropped", "silenced")

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int, int], Diagnostic] = {}
        self.dropped = 0
        self.silenced: list[Diagnostic] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a finding unless the same code already stands at the same place; counts what exceeds `LIMIT`."""
        span = diagnostic.span
        key = (diagnostic.code, span.source.name, span.start, span.end)
        if key in self._found:
            return
        if len(self._found) >= LIMIT:
            self.dropped += 1
            return
        self._found[key] = diagnostic

    def drop(self, diagnostic: Diagnostic) -> None:
        """Put a finding aside: the user has silenced it."""
        span = diagnostic.span
        if self._found.pop((diagnostic.code, span.source.name, span.start, span.end), None) is not None:
            self.silenced.append(diagnostic)

    def sorted(self) -> list[Diagnostic]:
        """All findings by source, then place, then code."""
        return [self._found[key] for key in sorted(self._found, key=lambda k: (k[1], k[2], k[3], k[0]))]

    def has_room(self) -> bool:
        """True if one more finding would be kept; if not, it counts as dropped, and need not be made at all."""
        if len(self._found) < LIMIT:
            return True
        self.dropped += 1
        return False

    @property
    def has_errors(self) -> bool:
        """True if any finding is an error."""
        return any(d.severity == "error" for d in self._found.values())

    def __len__(self) -> int:
        return len(self._found)
