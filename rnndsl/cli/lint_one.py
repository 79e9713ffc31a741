"""One file of a run of `rnndsl lint`: read, checked, judged by the project's settings, repaired where that is wanted."""

from __future__ import annotations

import os
import sys

from rnndsl.diagnostics.linted import Linted
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.read import STDIN, Unreadable, decode, read
from rnndsl.pipeline import check

from .lint_files import Wanted, is_model

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.pipeline import Checked

    from .lint_project import Project

ROUNDS = 100


def lint_one(wanted: Wanted, args: argparse.Namespace, project: Project) -> Linted | None:
    """What is left of a file after its repairs; None for one that a walk found and that is no model file.

    Raises Unreadable for a file that was named and cannot be read.
    """
    try:
        source = _standard_input(args.stdin_filename) if wanted.path == STDIN else read(wanted.path)
    except Unreadable:
        if wanted.found:
            return None
        raise
    if wanted.found and not is_model(source.text):
        return None
    outcome = _lint(source, args, project)
    _write(source, outcome, args, wanted.path == STDIN)
    return outcome


def fixing(args: argparse.Namespace) -> bool:
    """True where repairs are wanted, if only to be shown."""
    return bool(args.fix or args.unsafe_fixes or args.diff)


def filters(args: argparse.Namespace) -> bool:
    """True where standard output holds texts of files, so that findings go to standard error."""
    return bool(args.diff or (STDIN in args.files and (args.fix or args.unsafe_fixes)))


def _standard_input(name: str | None) -> Source:
    """Standard input, as if it were saved under a name."""
    if name is None:
        return read(STDIN)
    return decode(name, sys.stdin.buffer.read(), os.path.dirname(name) or ".")


def _lint(source: Source, args: argparse.Namespace, project: Project) -> Linted:
    """Check a text and, where fixes are wanted, repair and check again until nothing more can be repaired."""
    settings = project.settings(source.name)
    text, fixed, options = source, 0, tuple(args.set)

    def checked() -> tuple[Checked, tuple[Diagnostic, ...]]:
        found = check(text, options, settings.target)
        return found, settings.judge(found.report.sorted())

    found, findings = checked()
    for _ in range(ROUNDS if fixing(args) and findings else 0):
        from rnndsl.analysis.fixes import apply, choose

        fixes = choose(findings, text, args.unsafe_fixes)
        repaired = apply(text.text, fixes)
        if repaired == text.text:
            break
        text = Source(source.name, repaired, source.folder, source.bom)
        fixed += len(fixes)
        found, findings = checked()
    return Linted(text, findings, settings.judge(found.report.silenced), fixed, found.report.dropped > 0)


def _write(before: Source, outcome: Linted, args: argparse.Namespace, stdin: bool) -> None:
    """Save the repaired text, print it where it came from standard input, or show the difference."""
    if args.diff:
        from rnndsl.analysis.fixes import difference

        sys.stdout.write(difference(before.name, before.text, outcome.source.text))
    elif stdin and (args.fix or args.unsafe_fixes):
        from rnndsl.analysis.fixes import encode

        sys.stdout.flush()
        sys.stdout.buffer.write(encode(outcome.source.text, before.bom))
    elif outcome.fixed:
        from rnndsl.analysis.fixes import save

        save(before.name, outcome.source.text, before.bom)
