"""Repairs of every rule's bad side, in many hands: what they do not edit stays, what they settle is settled, and once is enough."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Fix
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check
from rnndsl.rules import load, modules
from rnndsl.rules.rule import Rule

from .styles import scramble

RULES = [rule for rule in map(load, modules()) if rule.fix]
DRAWS = 25
ROUNDS = 20


def look(text: str, folder: Path, target: str) -> tuple[Source, list[Diagnostic]]:
    source = Source("model.yaml", text, str(folder))
    return source, check(source, (), target).report.sorted()


def unchanged(before: str, after: str, fixes: list[Fix]) -> None:
    """Every stretch of text between edits stands in the result, in order, byte for byte."""
    at, start = 0, 0
    for edit in sorted({(e.span.start, e.span.end, e.text) for fix in fixes for e in fix.edits}):
        piece = before[start : edit[0]]
        assert after[at : at + len(piece)] == piece
        at += len(piece)
        assert after[at : at + len(edit[2])] == edit[2]
        at, start = at + len(edit[2]), edit[1]
    assert after[at:] == before[start:]


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_fixes_survive_every_style(rule: Rule, folder: Path) -> None:
    """All repairs, to the end: valid YAML, the same line ends, nothing of a repaired code left, nothing more to repair."""
    target = getattr(rule, "target", "")
    fixed = 0
    for seed in range(DRAWS):
        rng = random.Random(f"{rule.code} {seed}")
        text, styles = scramble(rule.bad.replace("«", "").replace("»", ""), rng)
        story = f"{rule.code}, {styles}\n{text}"
        codes: set[str] = set()
        now = text
        for _ in range(ROUNDS):
            source, found = look(now, folder, target)
            fixes = choose(found, source, unsafe=True)
            if not fixes:
                break
            codes |= {d.code for d in found if d.fix in fixes}
            repaired = apply(now, fixes)
            unchanged(now, repaired, fixes)
            assert repaired != now, story
            now = repaired
        else:
            raise AssertionError(f"no end\n{story}\n{now}")
        if not codes:
            continue
        fixed += 1
        left = {d.code for d in look(now, folder, target)[1]}
        assert not left & (codes | {"RNN000"}), f"{story}\nbecomes\n{now}\nleft: {left & (codes | {'RNN000'})}"
        assert ("\r\n" in text) == ("\r\n" in now), story
        assert now.count("\n") == now.count("\r\n") or "\r\n" not in text, f"{story}\n{now!r}"
        if not text.endswith("\n"):
            assert not now.endswith("\n"), f"{story}\n{now!r}"
    assert fixed >= DRAWS // 3, f"repaired in {fixed} of {DRAWS} styles only"
