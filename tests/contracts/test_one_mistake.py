"""One mistake in a right file gives exactly one finding, of the planted code; a right file gives none."""

from __future__ import annotations

import random

import pytest

from rnndsl.diagnostics.draw import draw as drawing
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

from . import mistakes_of_sequences, mistakes_of_training  # noqa: F401 (their mistakes join the table)
from .mistakes import MISTAKES
from .right import draw, text

FILES = 400
PER_MISTAKE = 25


def findings(document: str, planted: str = "") -> list[tuple[str, str]]:
    """Code and drawing of every error and warning, and of the infos of the planted code: style is no mistake."""
    found = check(Source("drawn.yaml", document)).report.sorted()
    return [(d.code, drawing(d)) for d in found if d.severity != "info" or d.code == planted]


def test_right_files_are_clean() -> None:
    """Hundreds of drawn files over all families have neither errors nor warnings."""
    families = set()
    for seed in range(FILES):
        family, document = draw(seed)
        families.add(family)
        found = findings(text(document))
        assert found == [], f"seed {seed}\n{text(document)}\n" + "\n".join(shown for _, shown in found)
    assert len(families) == 6


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_gives_one_finding(name: str) -> None:
    """The planted mistake is found in every file that can hold it, and nothing else is."""
    code, plant = MISTAKES[name]
    planted = 0
    for seed in range(FILES):
        _, document = draw(seed)
        if planted == PER_MISTAKE or not plant(document, random.Random(seed)):
            continue
        planted += 1
        found = findings(text(document), code)
        assert [c for c, _ in found] == [code], f"seed {seed}\n{text(document)}\n" + "\n".join(shown for _, shown in found)
    assert planted >= PER_MISTAKE // 2, "too few files can hold this mistake"


def test_findings_name_their_place() -> None:
    """Every finding of a planted mistake marks at least one character of the text."""
    for code, plant in MISTAKES.values():
        for seed in range(FILES):
            _, document = draw(seed)
            if plant(document, random.Random(seed)):
                source = Source("drawn.yaml", text(document))
                (found,) = [d for d in check(source).report.sorted() if d.severity != "info" or d.code == code]
                assert found.code == code
                assert found.span.source is source
                assert found.span.text
                break


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_right_files_train(seed: int) -> None:
    """What is called right here is right for Keras too: it builds, and trains for a step without a word."""
    from .trial import as_graph

    trial = as_graph(check(Source("drawn.yaml", text(draw(seed)[1]))))
    assert trial.error is None, trial.error
    assert trial.said.strip() == ""
