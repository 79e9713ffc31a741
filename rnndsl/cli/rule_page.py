"""A rule as a page in Markdown, and the index of all: what docs/rules/ holds. Nothing on a page is written by hand.

What the linter prints of the bad example is printed by the linter, and the repaired text is what `--fix` makes of it.
"""

from __future__ import annotations

from rnndsl.diagnostics.draw import draw
from rnndsl.diagnostics.paint import Paint
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check
from rnndsl.rules.told import GROUPS, claim, plain, repair, silencing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.rules.rule import Rule

NAME, WIDTH = "model.yaml", 100
SEVERITIES = {
    "error": "provably fails, or provably computes something else than declared",
    "warning": "trains silently, and wrongly",
    "info": "performance and style",
}


def page(rule: Rule) -> str:
    """The page of one rule, with a final newline."""
    parts = [
        f"# {rule.code}: {rule.name}",
        f"**{rule.severity}** · {GROUPS[rule.code[:4]]} · {_fix(rule)}",
        f"{_sentence(rule.summary)}",
        f"## Why it matters\n\n{rule.why}",
        f"## What Keras does\n\n{_sentence(claim(rule))}",
        f"## Bad\n\n{_block('yaml', plain(rule.bad))}",
        f"## What `rnndsl lint` says\n\n{_block('text', printed(rule))}",
        f"## Good\n\n{_block('yaml', rule.good)}",
        *[f"Beside it, `{name}`:\n\n{_block('text', _beginning(text))}" for name, text in rule.data.items()],
        f"## Repair\n\n{_sentence(repair(rule))}",
        f"## Where it is meant so\n\n{silencing(rule)} For a whole project, see [settings](../lint.md#settings).",
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def index(rules: list[Rule]) -> str:
    """The page that lists all rules by hundreds."""
    parts = [
        "# The rules of `rnndsl lint`",
        f"{len(rules)} rules by hundreds. `rnndsl explain RNN201` prints a page on the terminal, `rnndsl rules --format json` "
        "all fields for machines. This folder is generated from the rules by `scripts/generate`; [lint](../lint.md) tells how "
        "to select, ignore and silence.",
        "\n".join(f"- **{severity}**: {words}" for severity, words in SEVERITIES.items()),
    ]
    for prefix, group in GROUPS.items():
        rows = [rule for rule in rules if rule.code.startswith(prefix)]
        if rows:
            parts.append(f"## {prefix[3:]} · {group}")
            parts.append(
                "\n".join(["| Rule | Severity | Finds | Keras | Fix |", "| --- | --- | --- | --- | --- |", *map(_row, rows)])
            )
    return "\n\n".join(parts) + "\n"


def printed(rule: Rule) -> str:
    """What the linter prints of the bad example on 100 columns."""
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, text in rule.data.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        found = check(Source(NAME, plain(rule.bad), folder)).report.sorted()
        drawn = "\n\n".join(draw(finding, Paint(width=WIDTH)) for finding in found if finding.code == rule.code)
        return drawn.replace(folder + os.sep, "")


def _beginning(text: str, most: int = 6) -> str:
    """The first lines of a file of data."""
    lines = text.splitlines()
    return "\n".join([*lines[:most], *(["…"] if len(lines) > most else [])])


def _row(rule: Rule) -> str:
    link = f"[{rule.code}]({rule.code}.md) {rule.name}"
    return f"| {link} | {rule.severity} | {_cell(rule.summary)} | {rule.keras or '–'} | {rule.fix or '–'} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _fix(rule: Rule) -> str:
    return f"{rule.fix} fix" if rule.fix else "no fix"


def _sentence(text: str) -> str:
    """The text with a capital and a full stop; a word in code stays as it is."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _block(language: str, text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}"
