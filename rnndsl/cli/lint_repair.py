"""Repairs of one file of a run: made in memory round by round, in the file that holds the value, then saved or shown.

What is left can be read: a repair that would leave a text that is no YAML is not made.
"""

from __future__ import annotations

import os

from rnndsl.analysis.fixes import choose, repaired, touched
from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Source

from .lint_seen import Seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from rnndsl.diagnostics.fix import Fix

    Look = Callable[[Source], Seen]

ROUNDS = 100


class Repaired(Record):
    """A file after its repairs: its text, what is found in it, how many repairs were made, and what every changed file was."""

    source: Source
    seen: Seen
    fixed: int
    before: tuple[Source, ...]


class Repair:
    """Repairs files; `opened` holds the texts of all files that were changed so far, by real path, for `pipeline.check`."""

    def __init__(self, opened: dict[str, Source], look: Look, unsafe: bool, others: bool) -> None:
        """`look` finds what is wrong in a text; `others` lets repairs go to files that it extends."""
        self._opened, self._look, self._unsafe, self._others = opened, look, unsafe, others
        self._before: dict[str, Source] = {}

    def file(self, source: Source, seen: Seen) -> Repaired:
        """Repair and look again until nothing more can be repaired."""
        text, fixed = source, 0
        for _ in range(ROUNDS if seen.findings else 0):
            fixes = choose(seen.findings, text, self._unsafe, self._others)
            done = self._together(text, fixes) or next(
                (done for fix in fixes if len(fixes) > 1 and (done := self._together(text, [fix]))), None
            )
            if done is None:
                break
            text, seen, number = done
            fixed += number
        changed = (source,) if text.text != source.text else ()
        return Repaired(text, seen, fixed, (*changed, *self._before.values()))

    def _together(self, text: Source, fixes: list[Fix]) -> tuple[Source, Seen, int] | None:
        """The text and the findings after these repairs; None, and nothing is done, where they change or break something."""
        files = [(file, repaired(file, fixes)) for file in touched(fixes)]
        if all(old.text == new.text for old, new in files):
            return None
        after = next((new for old, new in files if old is text), text)
        kept = dict(self._opened)
        self._opened.update({os.path.realpath(new.name): new for old, new in files if self._others})
        left = self._look(after)
        if left.unreadable:
            self._opened.clear()
            self._opened.update(kept)
            return None
        for old, _ in files:
            if old is not text:
                self._before.setdefault(os.path.realpath(old.name), old)
        return after, left, len(fixes)
