"""A rule in words: what it claims of Keras and of its repair as sentences, and its fields for machines.

`rnndsl explain`, `rnndsl rules`, the pages in docs/rules/ and SARIF all take them from here.
"""

from __future__ import annotations

from . import find, load, modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .rule import Rule

GROUPS = {
    "RNN0": "language",
    "RNN1": "shape and rank",
    "RNN2": "stacking and sequences",
    "RNN3": "state",
    "RNN4": "masks",
    "RNN5": "wrappers and weights",
    "RNN6": "sequence to sequence, and windows",
    "RNN7": "head, loss and target",
    "RNN8": "data against model",
    "RNN9": "performance, training, security",
}
KERAS = {
    "raises": "Keras refuses it, when the model is built or in its first batch",
    "warns": "Keras warns and goes on",
    "silent": "Keras says nothing and trains",
    "": "it never reaches Keras: it is a mistake in the language of model files, in data, or in comments",
}
FIXES = {
    "safe": "`rnndsl lint --fix` repairs it",
    "unsafe": "`rnndsl lint --unsafe-fixes` repairs it; look at what it changes with --diff",
    "": "only you can tell what is meant; the finding says what to look at",
}
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def claim(rule: Rule) -> str:
    """What Keras does with the mistake, with its words where it says any."""
    return KERAS[rule.keras] + (f": “{rule.says}”" if rule.says else "") + "."


def repair(rule: Rule) -> str:
    """Who repairs it, as a sentence."""
    return FIXES[rule.fix] + "."


def silencing(rule: Rule) -> str:
    """How a place that is meant so is kept quiet."""
    return f"`# rnndsl: ignore[{rule.code}]` on the line keeps it quiet."


def plain(example: str) -> str:
    """An example without the marks of its place."""
    return example.replace("«", "").replace("»", "")


def every() -> list[Rule]:
    """All rules, by code."""
    return [load(module) for module in modules()]


def fields(rule: Rule) -> dict[str, Any]:
    """A rule for machines (`rnndsl rules --format json`)."""
    return {
        "code": rule.code,
        "name": rule.name,
        "group": GROUPS[rule.code[:4]],
        "severity": rule.severity,
        "summary": rule.summary,
        "why": rule.why,
        "keras": rule.keras or None,
        "says": rule.says or None,
        "fix": rule.fix or None,
        "bad": plain(rule.bad),
        "good": plain(rule.good),
        "data": dict(rule.data),
    }


def descriptor(code: str) -> dict[str, Any]:
    """A rule as SARIF's reportingDescriptor; of a code that has no rule, the code alone."""
    rule = find(code)
    if rule is None:
        return {"id": code}
    text = f"{rule.why}\n\n{claim(rule)}\n\nRepair: {repair(rule)}"
    examples = f"Bad:\n\n```yaml\n{plain(rule.bad)}```\n\nGood:\n\n```yaml\n{plain(rule.good)}```"
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": text, "markdown": f"{text}\n\n{examples}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [GROUPS[code[:4]]], "keras": rule.keras or "never reached", "fix": rule.fix or "none"},
    }
