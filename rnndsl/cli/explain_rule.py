"""`rnndsl explain CODE`: everything that a rule of the linter knows, from the fields that its documentation page prints."""

from __future__ import annotations

import sys

from rnndsl.diagnostics.paint import Paint, paint_for
from rnndsl.layers import kind
from rnndsl.rules import find
from rnndsl.rules.told import claim, every, repair, silencing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.rules.rule import Rule


def run(code: str | None) -> int:
    """Print one rule, or the list of all; exit code 2 for a rule that does not exist."""
    paint = paint_for(sys.stdout)
    if not code:
        print(listing(every(), paint))
        return 0
    found = _find(code)
    if found is not None:
        print(page(found, paint))
        return 0
    if kind(code) is not None:
        print(f"rnndsl: {code} is a layer: `rnndsl explain FILE --layer NAME` explains one of a model", file=sys.stderr)
        return 2
    print(f"rnndsl: there is no rule `{code}`{_near(code)}", file=sys.stderr)
    return 2


def page(found: Rule, paint: Paint) -> str:
    """All fields of a rule as text; the marked place of the bad example is underlined."""
    head = paint.style(f"{found.severity}[{found.code}]", found.severity)
    parts = [
        f"{head}{paint.style(': ' + found.name, 'bold')}",
        _wrap(found.summary, paint),
        _section("Why it matters", _wrap(found.why, paint), paint),
        _section("What Keras does", _wrap(claim(found), paint), paint),
        _section("Bad", _example(found.bad, paint, found.severity), paint),
        _section("Good", _example(found.good, paint, found.severity), paint),
        _section("Repair", _wrap(repair(found), paint), paint),
        _section("Where it is meant", _wrap(silencing(found), paint), paint),
    ]
    return "\n\n".join(parts)


def _find(code: str) -> Rule | None:
    """The rule of a code (any case, with or without RNN) or of a name such as missing-return-sequences."""
    word = code.strip().upper()
    found = find(word if word.startswith("RNN") else "RNN" + word) if word.removeprefix("RNN").isdigit() else None
    return found or next((one for one in every() if one.name == code.lower()), None)


def _near(code: str) -> str:
    import difflib

    rules = every()
    words = {one.code: one.code for one in rules} | {one.name.upper(): one.code for one in rules}
    word = code.strip().upper()
    near = difflib.get_close_matches(word if not word.isdigit() else "RNN" + word, words, 1)
    return f"; did you mean `{words[near[0]]}`?" if near else "; `rnndsl explain` lists them"


def listing(rules: list[Rule], paint: Paint) -> str:
    """A line for each rule: code, severity, what it finds."""
    rows = []
    for one in rules:
        summary = _wrap(one.summary, paint, 17).lstrip()
        rows.append(f"{one.code}  {paint.style(f'{one.severity:<7}', one.severity)} {summary}")
    return "\n".join(rows)


def _section(heading: str, text: str, paint: Paint) -> str:
    return f"{paint.style(heading, 'bold')}\n{text}"


def _wrap(text: str, paint: Paint, indent: int = 2) -> str:
    import textwrap

    margin = " " * indent
    return textwrap.fill(text, min(paint.width, 100), initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


def _example(text: str, paint: Paint, severity: str) -> str:
    """An example between strokes, with carets under the place that `«` and `»` enclose."""
    rows = []
    for line in text.rstrip("\n").split("\n"):
        start, end = line.find("«"), line.find("»") - 1
        plain = line.replace("«", "").replace("»", "")
        rows.append(f"  {paint.frame('|')} {plain}".rstrip())
        if start >= 0:
            stop = end if end > start else len(plain)
            rows.append(f"  {paint.frame('|')} {' ' * start}{paint.style('^' * (stop - start), severity)}")
    return "\n".join(rows)
