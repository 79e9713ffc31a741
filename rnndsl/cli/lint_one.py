"""One file of a run of `rnndsl lint`: read, checked, judged by the project's settings, repaired where that is wanted."""

from __future__ import annotations

import os
import sys

from rnndsl.diagnostics.linted import Linted
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.read import STDIN, Unreadable, decode, read
from rnndsl.frontend.recognize import is_model
from rnndsl.pipeline import check

from .lint_files import Wanted
from .lint_seen import Seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from .lint_project import Project

UNREADABLE = "RNN000"


def lint_one(wanted: Wanted, args: argparse.Namespace, project: Project) -> Linted | None:
    """What is left of a file after its repairs; None for one that a walk found and that is no model file.

    Raises Unreadable for a file that was named and cannot be read.
    """
    try:
        opened = project.opened.get(os.path.realpath(wanted.path)) if wanted.path != STDIN else None
        source = opened or (_standard_input(args.stdin_filename) if wanted.path == STDIN else read(wanted.path))
    except Unreadable:
        if wanted.found:
            return None
        raise
    if wanted.found and not is_model(source.text):
        return None
    return _lint(source, args, project, wanted.path == STDIN)


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


def _lint(source: Source, args: argparse.Namespace, project: Project, stdin: bool) -> Linted:
    """Check a text and, where repairs are wanted, make them; where the text is standard input, in it alone."""
    settings = project.settings(source.name)

    def look(text: Source) -> Seen:
        report = check(text, tuple(args.set), settings.target, project.opened).report
        found = report.sorted()
        unreadable = any(one.code == UNREADABLE for one in found)
        return Seen(settings.judge(found), settings.judge(report.silenced), report.dropped > 0, unreadable)

    seen, text, fixed = look(source), source, 0
    if fixing(args) and seen.findings:
        from .lint_repair import Repair

        done = Repair(project.opened, look, args.unsafe_fixes, not stdin).file(source, seen)
        seen, text, fixed = done.seen, done.source, done.fixed
        for before in done.before:
            if before is not source or args.diff or not stdin:
                _write(before, text if before is source else project.opened[os.path.realpath(before.name)], args)
    if stdin and not args.diff and fixing(args):
        _print(text)
    return Linted(text, seen.findings, seen.silenced, fixed, seen.truncated)


def _write(before: Source, after: Source, args: argparse.Namespace) -> None:
    """Show the difference, or save the repaired text; raises Unreadable where that fails."""
    from rnndsl.analysis.fixes import difference, save

    if args.diff:
        sys.stdout.write(difference(before.name, before.text, after.text))
        return
    try:
        save(before.name, after.text, before.bom)
    except OSError as error:
        raise Unreadable(f"{before.name}: cannot be written ({error.strerror})") from None


def _print(source: Source) -> None:
    """The repaired text of standard input, in its place."""
    from rnndsl.analysis.fixes import encode

    sys.stdout.flush()
    sys.stdout.buffer.write(encode(source.text, source.bom))
