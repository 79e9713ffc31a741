"""`# rnndsl: ignore[RNN402]`: findings that the user has looked at and wants to keep quiet.

A comment speaks for its own line or, standing alone, for the next line that is no comment. It must name codes; one that
silences nothing is itself a finding (RNN006), so that no comment outlives its reason.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.diagnostics.report import Report

WORD = "rnndsl: ignore"


class Suppression(Record):
    """One code in one comment: where the code and the whole comment stand, and the line it speaks for."""

    code: str
    span: Span
    comment: Span
    line: int


def suppress(source: Source, report: Report, complete: bool) -> None:
    """Drop the findings that comments silence; with `complete` (all stages have run, and no error hides
    what they would find) report what silences nothing.
    """
    if WORD not in source.text:
        return
    found = suppressions(source)
    silenced = {(s.code, s.line) for s in found}
    used = set()
    for diagnostic in report.sorted():
        key = (diagnostic.code, diagnostic.span.line)
        if diagnostic.span.source is source and key in silenced:
            used.add(key)
            report.drop(diagnostic)
    if complete:
        from rnndsl.rules.rnn006_unused_suppression import unused

        for one in found:
            if (one.code, one.line) not in used:
                alone = sum(other.comment == one.comment for other in found) == 1
                report.add(unused(one.code, one.span, one.comment, alone))


def suppressions(source: Source) -> list[Suppression]:
    """Every code of every such comment, in the order of the text."""
    import re

    texts = _scalars(source.text)
    found = []
    for match in re.finditer(r"(?m)(?:^|(?<=[ \t]))#[ \t]*rnndsl: ignore(?:\[([^\]\n]*)\])?", source.text):
        if any(start <= match.start() < end for start, end in texts):
            continue
        comment = Span(source, match.start(), match.end())
        line = _line_meant(source, comment)
        codes = list(re.finditer(r"[^\s,]+", match.group(1) or ""))
        if not codes:
            found.append(Suppression("", comment, comment, line))
        for code in codes:
            start = match.start(1) + code.start()
            found.append(Suppression(code.group(), Span(source, start, start + len(code.group())), comment, line))
    return found


def _line_meant(source: Source, comment: Span) -> int:
    """The comment's own line, or the next line of code where the comment stands alone."""
    line = comment.line
    while line < source.line_count and source.line(line).lstrip().startswith("#"):
        line += 1
    return line


def _scalars(text: str) -> list[tuple[int, int]]:
    """Where texts stand in which a `#` is no comment; empty where the text cannot be read at all."""
    import yaml

    try:
        return [(t.start_mark.index, t.end_mark.index) for t in yaml.scan(text) if isinstance(t, yaml.ScalarToken) and t.style]
    except yaml.YAMLError:
        return []
