"""One contract for all rules: examples, places, repairs, silencing, triggers, explanation."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from rnndsl.analysis.fixes import apply, choose
from rnndsl.cli.explain_rule import page
from rnndsl.diagnostics.diagnostic import SEVERITIES, Diagnostic
from rnndsl.diagnostics.draw import concise, draw
from rnndsl.diagnostics.paint import Paint
from rnndsl.diagnostics.span import Source
from rnndsl.ir.typed import FAULTS
from rnndsl.pipeline import check
from rnndsl.rules import load, modules
from rnndsl.rules.rule import Rule
from rnndsl.rules.triggers import TRIGGERS

ROOT = Path(__file__).resolve().parents[2]
RULES = [load(module) for module in modules()]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def findings(text: str, folder: Path, target: str) -> tuple[Source, list[Diagnostic]]:
    source = Source("model.yaml", text, str(folder))
    return source, check(source, target=target).report.sorted()


def serious(found: list[Diagnostic]) -> list[str]:
    return [concise(d) for d in found if d.severity != "info"]


def unmarked(rule: Rule) -> tuple[str, int, int]:
    """The bad example without its marks, and the marked place."""
    before, _, rest = rule.bad.partition("«")
    marked, _, after = rest.partition("»")
    assert (rule.bad.count("«"), rule.bad.count("»")) == (1, 1), f"{rule.code}: mark exactly one place in the bad example"
    return before + marked + after, len(before), len(before) + len(marked)


@each_rule
def test_bad_example_breaks_this_rule_only(rule: Rule, folder: Path) -> None:
    """The bad example gives exactly one finding: this code, at the marked place, with the rule's severity."""
    text, start, end = unmarked(rule)
    _, found = findings(text, folder, rule.target)
    assert [(d.code, d.span.start, d.span.end) for d in found] == [(rule.code, start, end)], "\n".join(map(draw, found))
    assert found[0].severity == rule.severity


@each_rule
def test_good_example_is_clean(rule: Rule, folder: Path) -> None:
    """The good example has neither errors nor warnings, and nothing of this rule."""
    _, found = findings(rule.good, folder, rule.target)
    assert serious(found) == []
    assert rule.code not in [d.code for d in found]


@each_rule
def test_fix_cleans_the_bad_example_and_is_idempotent(rule: Rule, folder: Path) -> None:
    """A fix is as safe as the rule says, leaves a clean text behind, and then has nothing more to do."""
    source, found = findings(unmarked(rule)[0], folder, rule.target)
    fix = found[0].fix
    assert (fix is None, fix is not None and fix.safe) == (rule.fix == "", rule.fix == "safe")
    if fix is None:
        assert found[0].help or found[0].label or "expected" in found[0].message
        return
    repaired = apply(source.text, choose(found, source, unsafe=True))
    after, left = findings(repaired, folder, rule.target)
    assert serious(left) == [], repaired
    assert apply(repaired, choose([d for d in left if d.code == rule.code], after, unsafe=True)) == repaired


@each_rule
def test_safe_fixes_alone_are_applied_without_asking(rule: Rule, folder: Path) -> None:
    """`--fix` touches the bad example exactly where the rule declares its fix safe."""
    source, found = findings(unmarked(rule)[0], folder, rule.target)
    assert (choose(found, source) != []) == (rule.fix == "safe")


@each_rule
def test_comment_silences(rule: Rule, folder: Path) -> None:
    """`# rnndsl: ignore[…]` on the marked line silences the finding, and counts as used."""
    if rule.code in ("RNN000", "RNN006"):
        return
    text, start, _ = unmarked(rule)
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    _, found = findings(f"{text[:end]}  # rnndsl: ignore[{rule.code}]{text[end:]}", folder, rule.target)
    assert serious(found) == []


@each_rule
def test_rule_is_told_in_full(rule: Rule, folder: Path) -> None:
    """File name, code, name, severity and claim are well formed; explain prints every field; the finding draws."""
    module = next(m for m in modules() if m.startswith(rule.code.lower()))
    assert module == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert rule.severity in SEVERITIES
    assert rule.keras in ("raises", "warns", "silent", "")
    assert rule.fix in ("safe", "unsafe", "")
    assert rule.triggers
    shown = page(rule, Paint())
    for text in (rule.code, rule.name, rule.severity, rule.summary, rule.why, rule.says):
        assert " ".join(text.split()) in " ".join(shown.split())
    _, found = findings(unmarked(rule)[0], folder, rule.target)
    for finding in found:
        drawing = draw(finding)
        assert drawing.startswith(f"{rule.severity}[{rule.code}]: ")
        assert max(map(len, drawing.splitlines()[1:])) <= Paint().width


def test_codes_are_unique() -> None:
    """No two rules share a code or a name."""
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_triggers_have_not_drifted() -> None:
    """The committed table is what `scripts/generate` makes of the rules."""
    generated = runpy.run_path(str(ROOT / "scripts" / "generate"))
    assert (ROOT / "rnndsl" / "rules" / "triggers.py").read_text(encoding="utf-8") == generated["triggers"]()


def test_no_fault_stays_silent() -> None:
    """Whatever inference refuses, some rule looks at it."""
    assert [what for what in FAULTS if f"fault:{what}" not in TRIGGERS] == []
