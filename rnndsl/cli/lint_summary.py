"""What a run of `rnndsl lint` comes to: one line that sums up, and findings counted by rule."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import SEVERITIES
from rnndsl.diagnostics.linted import is_file

from .lint_one import fixing

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any, TextIO

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.linted import Linted
    from rnndsl.diagnostics.paint import Paint


def sum_up(files: Sequence[Linted], args: argparse.Namespace, stream: TextIO) -> None:
    """Print how many findings are left in how many files, and how many can be repaired by which option."""
    findings = [finding for file in files for finding in file.findings]
    counts = {s: sum(f.severity == s for f in findings) for s in SEVERITIES}
    parts = [_count(number, severity) for severity, number in counts.items() if number]
    where = files[0].source.name if len(files) == 1 else _count(len(files), "file")
    fixed = sum(file.fixed for file in files)
    if fixed:
        print(f"{_count(fixed, 'fix', 'fixes')} {'possible' if args.diff else 'made'}", file=stream)
    if counts["error"] or counts["warning"]:
        print(f"{', '.join(parts)} in {where}{_advice(files, args)}", file=stream)
    else:
        verb = "would be" if args.diff and fixed else "is" if len(files) == 1 else "are"
        print(f"{where} {verb} clean" + (f" ({', '.join(parts)})" if parts else ""), file=stream)
    if any(file.truncated for file in files):
        print("and more that are not shown", file=stream)


def statistics(findings: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """How often each rule was broken, the most frequent first: code, name, count, how many have a safe fix or any."""
    from rnndsl.rules import find

    codes: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        codes.setdefault(finding.code, []).append(finding)
    rows = []
    for code in sorted(codes, key=lambda one: (-len(codes[one]), one)):
        rule, found = find(code), codes[code]
        severity = min((one.severity for one in found), key=SEVERITIES.index)
        fixes = [one.fix for one in found if one.fix is not None]
        rows.append(
            {
                "code": code,
                "name": rule.name if rule is not None else "",
                "severity": severity,
                "count": len(found),
                "safe_fixes": sum(fix.safe for fix in fixes),
                "fixes": len(fixes),
            }
        )
    return rows


def table(files: Sequence[Linted], paint: Paint) -> str:
    """The counts as lines for people, with a line that sums up."""
    findings = [finding for file in files for finding in file.findings]
    rows = statistics(findings)
    digits = max((len(str(row["count"])) for row in rows), default=1)
    lines = []
    for row in rows:
        fixes = "  [fixable with --fix]" if row["safe_fixes"] else "  [fixable with --unsafe-fixes]" if row["fixes"] else ""
        severity = paint.style(f"{row['severity']:<7}", row["severity"])
        lines.append(f"{row['count']:>{digits}}  {severity}  {row['code']}  {row['name']}{fixes}")
    total = f"{_count(len(findings), 'finding')} of {_count(len(rows), 'rule')} in {_count(len(files), 'file')}"
    return "\n".join([*lines, total])


def _advice(files: Sequence[Linted], args: argparse.Namespace) -> str:
    """What could be repaired by an option that was not given, or in a text that no option reaches."""
    fixes = [(file.source, f.fix) for file in files for f in file.findings if f.fix is not None]
    here = [fix for text, fix in fixes if all(edit.span.source is text or is_file(edit.span.source) for edit in fix.edits)]
    safe = sum(fix.safe for fix in here) if not fixing(args) else 0
    unsafe = sum(not fix.safe for fix in here) if not args.unsafe_fixes else 0
    offers = [f"{safe} fixable with --fix"] if safe else []
    if unsafe:
        offers.append(f"{unsafe} {'' if safe else 'fixable '}with --unsafe-fixes")
    sources = [(text, edit.span.source) for text, fix in fixes for edit in fix.edits]
    others = {source.name for text, source in sources if source is not text and not is_file(source)}
    offers += [f"fixable in {name}" for name in sorted(others)]
    return f" ({', '.join(offers)})" if offers else ""


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
