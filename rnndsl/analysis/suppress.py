"""`# rnndsl: ignore[RNN402]`: findings that the user has looked at and wants to keep quiet.

A comment speaks for its own line or, standing alone, for the next line that is no comment; `# rnndsl: ignore-file[RNN402]`
speaks for its file, wherever it stands. It must name codes; one that silences nothing is itself a finding (RNN006), so that no
comment outlives its reason. Comments of extended files hold for findings in those; whether they are used, only a lint of those
files themselves can tell.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.report import Report

WORD = "rnndsl: ignore"
WHOLE = 0


class Suppression(Record):
    """One code in one comment: where the code and the whole comment stand, and the line it speaks for, or `WHOLE`."""

    code: str
    span: Span
    comment: Span
    line: int


def suppress(source: Source, report: Report, complete: bool) -> None:
    """Drop the findings that comments silence; with `complete` (all stages have run, and no error hides
    what they would find) report what silences nothing.
    """
    findings = report.sorted()
    for other in dict.fromkeys(one.span.source for one in findings):
        if other is not source and WORD in other.text:
            _silence(suppressions(other), [one for one in findings if one.span.source is other], report)
    if WORD in source.text and (complete or findings):
        found = suppressions(source)
        used = _silence(found, [one for one in findings if one.span.source is source], report)
        if complete:
            _report_unused([one for one in found if (one.code, one.line) not in used], found, report)


def _silence(found: list[Suppression], findings: list[Diagnostic], report: Report) -> set[tuple[str, int]]:
    """Drop the findings of a file that its comments silence; the codes and lines of the comments that did. Lines go first."""
    silenced = {(one.code, one.line) for one in found}
    used = set()
    for finding in findings:
        keys = ((finding.code, finding.span.line), (finding.code, WHOLE))
        key = next((key for key in keys if key in silenced), None)
        if key is not None:
            used.add(key)
            report.drop(finding)
    return used


def _report_unused(idle: list[Suppression], found: list[Suppression], report: Report) -> None:
    from rnndsl.rules.rnn006_unused_suppression import unused

    codes: dict[int, int] = {}
    for one in found:
        codes[one.comment.start] = codes.get(one.comment.start, 0) + 1
    for one in idle:
        if report.has_room():
            report.add(unused(one.code, one.span, one.comment, codes[one.comment.start] == 1, one.line == WHOLE))


def suppressions(source: Source) -> list[Suppression]:
    """Every code of every such comment, in the order of the text."""
    import re

    texts = _scalars(source.text)
    inside, found = 0, []
    lines: dict[int, int] = {}
    for match in re.finditer(
        r"(?m)(?:^|(?<=[ \t]))#[ \t]*rnndsl: ignore(?P<file>-file)?(?:\[(?P<codes>[^\]\n]*)\])?", source.text
    ):
        while inside < len(texts) and texts[inside][1] <= match.start():
            inside += 1
        if inside < len(texts) and texts[inside][0] <= match.start():
            continue
        comment = Span(source, match.start(), match.end())
        line = WHOLE if match["file"] else _line_meant(source, comment.line, lines)
        codes = list(re.finditer(r"[^\s,]+", match["codes"] or ""))
        if not codes:
            found.append(Suppression("", comment, comment, line))
        for code in codes:
            start = match.start("codes") + code.start()
            found.append(Suppression(code.group(), Span(source, start, start + len(code.group())), comment, line))
    return found


def _line_meant(source: Source, own: int, known: dict[int, int]) -> int:
    """The comment's own line, or the next line of code where the comment stands alone.

    `known` remembers the answer for every line passed over: a file may be nothing but comments.
    """
    line = own
    while line < source.line_count and line not in known and source.line(line).lstrip().startswith("#"):
        line += 1
    meant = known.get(line, line)
    for passed in range(own, line):
        known[passed] = meant
    return meant


def _scalars(text: str) -> list[tuple[int, int]]:
    """Where texts stand in which a `#` is no comment, in order; empty where the text cannot be read at all."""
    import yaml

    if '"' not in text and "'" not in text and "|" not in text and ">" not in text:
        return []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's scanner where there is one: ten times as fast
    try:
        return [
            (t.start_mark.index, t.end_mark.index)
            for t in yaml.scan(text, Loader=loader)
            if isinstance(t, yaml.ScalarToken) and t.style
        ]
    except yaml.YAMLError:
        return []
