"""Many random graphs, one after the other, and what is told about one on which the two sides disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.differential.grow import grow
from tests.differential.shrink import shrink
from tests.differential.trial import look, text, trial
from tests.differential.verdict import Verdict


@dataclass(frozen=True)
class Result:
    """A graph and its verdict; `smallest` is the shrunk document of a disagreement."""

    seed: int
    verdict: Verdict
    calls: int
    document: dict
    smallest: dict | None = None


def campaign(graphs: int, seed: int) -> Iterator[Result]:
    """Try `graphs` documents from consecutive seeds."""
    for number in range(seed, seed + graphs):
        yield attempt(number)


def attempt(seed: int) -> Result:
    """Grow one document and compare; a disagreement is shrunk."""
    document = grow(seed, look)
    verdict = trial(document)
    smallest = shrink(document, _disagrees) if verdict.outcome == "disagreed" else None
    return Result(seed, verdict, len(document["model"]["layers"]), document, smallest)


def _disagrees(document: dict) -> bool:
    try:
        return trial(document).outcome == "disagreed"
    except Exception:  # a crash is a disagreement of its own, but not the one that is being shrunk
        return False


def describe(result: Result) -> str:
    """The disagreement, the smallest document that shows it, and how to see it again."""
    smallest = result.smallest or result.document
    return (
        f"--- disagreement, seed {result.seed}: {trial(smallest).detail}\n{text(smallest)}"
        f"--- again: tests/differential/run --graphs 1 --seed {result.seed}\n"
    )
