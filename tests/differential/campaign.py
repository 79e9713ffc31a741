"""Many random graphs, one after the other, and what is told about one on which the two sides disagree."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.differential.grow import grow
from tests.differential.outcome import Verdict
from tests.differential.shrink import shrink
from tests.differential.trial import look, text, trial
from tests.differential.wiring import lines_of


@dataclass(frozen=True)
class Result:
    """A graph and its verdict; `smallest` is the shrunk document of a disagreement."""

    seed: int
    verdict: Verdict
    document: dict[str, Any]
    smallest: dict[str, Any] | None = None

    @property
    def calls(self) -> int:
        """Number of lines with layers, those in blocks and repeats counted once."""
        return sum(count for kind, count in self.kinds.items() if kind not in ("repeat", "block", "Input"))

    @property
    def kinds(self) -> Counter[str]:
        """How often each kind of line stands in the document."""
        return Counter(next(iter(line)) for line in lines_of(self.document))


def campaign(graphs: int, seed: int) -> Iterator[Result]:
    """Try `graphs` documents from consecutive seeds."""
    for number in range(seed, seed + graphs):
        yield attempt(number)


def attempt(seed: int) -> Result:
    """Grow one document and compare; a disagreement is shrunk."""
    try:
        document = grow(seed, look)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Result(seed, Verdict("disagreed", f"{type(error).__name__} escapes from {place.filename}:{place.lineno}"), {})
    verdict = _tried(document)
    smallest = None
    if verdict.outcome == "disagreed":
        wanted = sort(verdict)
        smallest = shrink(document, lambda smaller: sort(_tried(smaller)) == wanted)
    return Result(seed, verdict, document, smallest)


def _tried(document: dict[str, Any]) -> Verdict:
    """The verdict; an exception that escapes is a disagreement of its own."""
    try:
        return trial(document)
    except Exception as error:
        return Verdict("disagreed", f"{type(error).__name__} escapes: {error}")


def sort(verdict: Verdict) -> str:
    """What a disagreement has in common with a smaller one: its words without names, numbers and shapes."""
    words = re.sub(r"`[^`]*`|[\d(\[][^a-z]*", "", verdict.detail)
    return f"{verdict.outcome}: {words[:60]}"


def describe(result: Result) -> str:
    """The disagreement, the smallest document that shows it, and how to see it again."""
    smallest = result.smallest or result.document
    detail = _tried(smallest).detail if smallest else result.verdict.detail
    return (
        f"--- disagreement, seed {result.seed}: {detail}\n{text(smallest)}"
        f"--- again: tests/differential/run --graphs 1 --seed {result.seed}\n"
    )
