"""`rnndsl lint`: what is wrong in model files, where and why; with `--fix` it repairs what can be repaired."""

from __future__ import annotations

import argparse
import sys

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.read import STDIN, Unreadable, read
from rnndsl.pipeline import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from rnndsl.diagnostics.diagnostic import Diagnostic

CLEAN, FINDINGS, USAGE = 0, 1, 2
ROUNDS = 100


class Outcome(Record):
    """What is left of a file: its text before and after fixes, the findings in the text after, how many fixes were made."""

    before: Source
    after: Source
    findings: tuple[Diagnostic, ...]
    fixed: int = 0
    truncated: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rnndsl lint`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a model file, or - for standard input")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a value, e.g. train.epochs=3")
    parser.add_argument("--fix", action="store_true", help="apply safe fixes: the meaning of what could run stays")
    parser.add_argument("--unsafe-fixes", action="store_true", help="apply all fixes, also those that change the model")
    parser.add_argument("--diff", action="store_true", help="show what the fixes would change and write nothing")
    parser.add_argument("--format", choices=("text", "concise", "json"), default="text", help="how to print findings")


def run(args: argparse.Namespace) -> int:
    """Lint every file; exit code 0: clean (infos allowed), 1: errors or warnings, 2: a file that cannot be read."""
    outcomes, unreadable = [], False
    for path in dict.fromkeys(args.files):
        try:
            outcomes.append(_lint(read(path), args))
        except Unreadable as error:
            print(f"rnndsl: {error}", file=sys.stderr)
            unreadable = True
    for outcome in outcomes:
        _write(outcome, args)
    _print(outcomes, args)
    if unreadable:
        return USAGE
    failing = any(finding.severity != "info" for outcome in outcomes for finding in outcome.findings)
    return FINDINGS if failing or (args.diff and any(o.fixed for o in outcomes)) else CLEAN


def _lint(source: Source, args: argparse.Namespace) -> Outcome:
    """Check a text and, where fixes are wanted, repair and check again until nothing more can be repaired."""
    settings, fixing = tuple(args.set), args.fix or args.unsafe_fixes or args.diff
    text, fixed = source, 0
    checked = check(text, settings)
    for _ in range(ROUNDS if fixing and checked.report else 0):
        from rnndsl.analysis.fixes import apply, choose

        fixes = choose(checked.report.sorted(), text, args.unsafe_fixes)
        repaired = apply(text.text, fixes)
        if repaired == text.text:
            break
        text = Source(source.name, repaired, source.folder, source.bom)
        fixed += len(fixes)
        checked = check(text, settings)
    return Outcome(source, text, tuple(checked.report.sorted()), fixed, checked.report.dropped > 0)


def _write(outcome: Outcome, args: argparse.Namespace) -> None:
    """Save the repaired text, print it where it came from standard input, or show the difference."""
    stdin = outcome.before.name == "<stdin>"
    if args.diff:
        from rnndsl.analysis.fixes import difference

        sys.stdout.write(difference(outcome.before.name, outcome.before.text, outcome.after.text))
    elif stdin and (args.fix or args.unsafe_fixes):
        from rnndsl.analysis.fixes import encode

        sys.stdout.flush()
        sys.stdout.buffer.write(encode(outcome.after.text, outcome.before.bom))
    elif outcome.fixed:
        from rnndsl.analysis.fixes import save

        save(outcome.before.name, outcome.after.text, outcome.before.bom)


def _print(outcomes: list[Outcome], args: argparse.Namespace) -> None:
    """Findings and a last line that sums them up; beside a diff or a repaired text they go to standard error."""
    texts = args.diff or (STDIN in args.files and (args.fix or args.unsafe_fixes))
    stream = sys.stderr if texts else sys.stdout
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    if args.format == "json":
        from rnndsl.diagnostics.as_json import as_json

        print(as_json(findings, len(outcomes), any(o.truncated for o in outcomes)), file=stream)
        return
    if findings:
        _draw(findings, args.format, stream)
    if outcomes and (args.format == "text" or not findings):
        _sum_up(outcomes, args, stream)


def _draw(findings: list[Diagnostic], form: str, stream: TextIO) -> None:
    from rnndsl.diagnostics.draw import concise, draw
    from rnndsl.diagnostics.paint import paint_for

    paint = paint_for(stream)
    for finding in findings:
        print(concise(finding) if form == "concise" else draw(finding, paint) + "\n", file=stream)


def _sum_up(outcomes: list[Outcome], args: argparse.Namespace, stream: TextIO) -> None:
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "info")}
    parts = [_count(number, severity) for severity, number in counts.items() if number]
    where = outcomes[0].after.name if len(outcomes) == 1 else _count(len(outcomes), "file")
    fixed = sum(outcome.fixed for outcome in outcomes)
    if fixed:
        print(f"{_count(fixed, 'fix', 'fixes')} {'possible' if args.diff else 'made'}", file=stream)
    if counts["error"] or counts["warning"]:
        print(f"{', '.join(parts)} in {where}{_advice(outcomes, args)}", file=stream)
    else:
        verb = "would be" if args.diff and fixed else "is" if len(outcomes) == 1 else "are"
        print(f"{where} {verb} clean" + (f" ({', '.join(parts)})" if parts else ""), file=stream)
    if any(outcome.truncated for outcome in outcomes):
        print("and more that are not shown", file=stream)


def _advice(outcomes: list[Outcome], args: argparse.Namespace) -> str:
    """What could be repaired by an option that was not given, or in another file."""
    fixes = [(o.after, f.fix) for o in outcomes for f in o.findings if f.fix is not None]
    here = [fix for text, fix in fixes if all(edit.span.source is text for edit in fix.edits)]
    safe = sum(fix.safe for fix in here) if not (args.fix or args.unsafe_fixes or args.diff) else 0
    unsafe = sum(not fix.safe for fix in here) if not args.unsafe_fixes else 0
    offers = [f"{safe} fixable with --fix"] if safe else []
    if unsafe:
        offers.append(f"{unsafe} {'' if safe else 'fixable '}with --unsafe-fixes")
    others = {edit.span.source.name for text, fix in fixes for edit in fix.edits if edit.span.source is not text}
    offers += [f"fixable in {name}" for name in sorted(others)]
    return f" ({', '.join(offers)})" if offers else ""


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
