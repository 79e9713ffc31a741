"""Repairs of every mistake, in many hands: what they do not edit stays, what they settle is settled, and once is enough."""

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

from . import corpus_shapes, corpus_words  # noqa: F401  (they fill the table)
from .corpus import MISTAKES as CORPUS
from .heads import CASES, DATA
from .mistakes import MISTAKES
from .right import draw
from .right import text as as_text
from .styles import scramble

RULES = [rule for rule in map(load, modules()) if rule.fix]
DRAWS = 25
ROUNDS = 20


def look(text: str, folder: Path) -> tuple[Source, list[Diagnostic]]:
    source = Source("model.yaml", text, str(folder))
    return source, check(source).report.sorted()


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


def survives(text: str, folder: Path) -> bool:
    """Repair to the end: valid YAML, the same line ends, nothing of a repaired code left, nothing more to repair.

    False where there is nothing to repair.
    """
    codes: set[str] = set()
    now = text
    for _ in range(ROUNDS):
        source, found = look(now, folder)
        fixes = choose(found, source, unsafe=True)
        if not fixes:
            break
        codes |= {d.code for d in found if d.fix in fixes}
        repaired = apply(now, fixes)
        unchanged(now, repaired, fixes)
        assert repaired != now, text
        now = repaired
    else:
        raise AssertionError(f"no end: {text}\nbecomes\n{now}")
    if not codes:
        return False
    found = look(now, folder)[1]
    left = {d.code for d in found if d.code in codes or d.code == "RNN000"}
    assert not left, f"{text}\nbecomes\n{now}\nleft: {left}, {[d.message for d in found]}"
    assert "\r\n" not in text or now.count("\n") == now.count("\r\n"), f"{text!r}\nbecomes\n{now!r}"
    assert text.endswith("\n") or not now.endswith("\n"), f"{text!r}\nbecomes\n{now!r}"
    return True


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_fixes_survive_every_style(rule: Rule, folder: Path) -> None:
    """The bad side of a rule, rewritten in many styles."""
    fixed = 0
    for seed in range(DRAWS):
        text, _ = scramble(rule.bad.replace("«", "").replace("»", ""), random.Random(f"{rule.code} {seed}"))
        fixed += survives(text, folder)
    assert fixed >= DRAWS // 3, f"repaired in {fixed} of {DRAWS} styles only"


WRITTEN = {name: text for name, (text, code) in CASES.items() if code}
WRITTEN.update({name: text.replace("«", "").replace("»", "") for name, (text, *_) in CORPUS.items()})


@pytest.mark.parametrize("name", WRITTEN)
def test_fixes_of_what_people_write_survive_every_style(name: str, tmp_path: Path) -> None:
    """The same of heads, losses and states, and of what forums ask."""
    for file, text in DATA.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    for seed in range(5):
        survives(scramble(WRITTEN[name], random.Random(f"{name} {seed}"))[0], tmp_path)


NO_VERSION = "model:\n  inputs: {x: [4, 2]}\n  layers:\n    - LSTM: {units: 4}\n    - Dense: 1\n"
HEADS = {
    "": "",
    "a comment": "# ours\n",
    "a mark": "---\n",
    "a directive": "%YAML 1.2\n--- # of the document\n",
    "a comment and a mark": "# --- ours\n---\n\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_version_is_said_in_the_document(head: str, newline: str, tmp_path: Path) -> None:
    """A missing `rnndsl: 1` comes into the document, not above its mark, whatever else is repaired."""
    text = (head + NO_VERSION).replace("\n", newline)
    assert survives(text, tmp_path)


BESIDE = ("- Dense: 3\n      activation: relu", "- {Dense: 3, activation: relu}", "- Dense:\n        3\n      activation: relu")


@pytest.mark.parametrize("line", BESIDE)
def test_arguments_beside_a_bare_number(line: str, tmp_path: Path) -> None:
    """`Dense: 3` gets its argument's name; what stands beside it stays, and the text stays YAML."""
    text = f"rnndsl: 1\nmodel:\n  inputs: {{x: [4]}}\n  layers:\n    {line}\n    - Dense: {{units: 1}}\n"
    source, found = look(text, tmp_path)
    repaired = apply(text, choose(found, source, unsafe=True))
    assert "RNN000" not in [d.code for d in look(repaired, tmp_path)[1]], repaired


@pytest.mark.parametrize("name", MISTAKES)
def test_fixes_of_planted_mistakes_survive_every_style(name: str, tmp_path: Path) -> None:
    """The same of mistakes planted in right files."""
    for seed in range(40):
        _, document = draw(seed)
        if MISTAKES[name][1](document, random.Random(seed)):
            survives(scramble(as_text(document), random.Random(f"{name} {seed}"))[0], tmp_path)
