"""`rnndsl lint`: what is wrong in model files, where and why; with `--fix` it repairs what can be repaired."""

from __future__ import annotations

import argparse
import sys

from rnndsl.diagnostics.linted import Linted
from rnndsl.diagnostics.record import Record, replace
from rnndsl.frontend.read import STDIN, Unreadable
from rnndsl.rules.rule import TARGETS

from .lint_files import search
from .lint_one import filters, fixing, lint_one
from .lint_project import Project, WrongOption

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnndsl.diagnostics.diagnostic import Diagnostic

CLEAN, FINDINGS, USAGE = 0, 1, 2
FORMATS = ("text", "concise", "json", "sarif", "github", "junit")


class Run(Record):
    """What a run found: the files in order, lines about what could not be read, mistakes in settings."""

    files: tuple[Linted, ...]
    failures: tuple[str, ...] = ()
    mistakes: tuple[Diagnostic, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rnndsl lint`."""
    add = parser.add_argument
    words = "model files, folders (searched for them), globs, or - for standard input; without any, the current folder"
    add("files", nargs="*", default=["."], metavar="FILE", help=words)
    add("--set", action="append", default=[], metavar="KEY=VALUE", help="change a value, e.g. train.epochs=3")
    add("--fix", action="store_true", help="apply safe fixes: the meaning of what could run stays")
    add("--unsafe-fixes", action="store_true", help="apply all fixes, also those that change the model")
    add("--diff", action="store_true", help="show what the fixes would change and write nothing")
    add("--format", choices=FORMATS, default="text", help="how to print findings")
    add("--output", metavar="FILE", help="write them to a file, in one step; a line on standard output sums up")
    add("--statistics", action="store_true", help="count findings by rule instead of showing them (text and json)")
    add("--select", action="append", default=[], metavar="CODES", help="look for these only: RNN402, RNN4, ALL; by comma")
    add("--ignore", action="append", default=[], metavar="CODES", help="keep these quiet, beside what settings ignore")
    add("--target", choices=TARGETS, help="where the model shall run")
    add("--config", metavar="FILE", help="take this settings file for all files")
    add("--isolated", action="store_true", help="take no settings file at all")
    add("--stdin-filename", metavar="FILE", help="the name of standard input, for settings and relative paths")
    add("--no-gitignore", action="store_true", help="search folders also where .gitignore says not to")
    add("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    add("--watch", action="store_true", help="lint again whenever a file changes, until Ctrl-C")


def run(args: argparse.Namespace) -> int:
    """Lint every file; exit code 0: clean (infos allowed), 1: errors or warnings, 2: an unreadable file, a wrong setting."""
    try:
        _refuse(args)
        project = Project(args)
    except WrongOption as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return USAGE
    if args.watch:
        from .lint_watch import watch

        return watch(args, project)
    found = lint_all(args, project)
    try:
        show(found, args)
    except OSError as error:
        if args.output is None:  # standard output: main knows what a broken pipe means
            raise
        print(f"rnndsl: --output {args.output}: cannot be written ({error.strerror})", file=sys.stderr)
        return USAGE
    return _exit_code(found, args)


def lint_all(args: argparse.Namespace, project: Project) -> Run:
    """Lint the files that the command line names."""
    wanted = search(args.files, not args.no_gitignore)
    files, failures = [], list(wanted.failures)
    for one in wanted.files:
        try:
            outcome = lint_one(one, args, project)
        except Unreadable as error:
            failures.append(str(error))
        else:
            files += [outcome] if outcome is not None else []
    return Run(each_once(files), tuple(failures), tuple(project.mistakes))


def each_once(files: Iterable[Linted]) -> tuple[Linted, ...]:
    """The files, with a mistake in a file that many extend told at the first of them only."""
    seen: set[tuple[str, str, str, int, int]] = set()
    kept = []
    for file in files:
        fresh = []
        for one in file.findings:
            key = (one.code, one.message, one.span.source.name, one.span.start, one.span.end)
            if key not in seen:
                seen.add(key)
                fresh.append(one)
        kept.append(file if len(fresh) == len(file.findings) else replace(file, findings=tuple(fresh)))
    return tuple(kept)


def show(found: Run, args: argparse.Namespace) -> None:
    """Print what was found, or write it to `--output`; raises OSError where that cannot be written."""
    for failure in found.failures:
        print(f"rnndsl: {failure}", file=sys.stderr)
    if found.mistakes:
        from .lint_report import drawn

        drawn(found.mistakes, args, sys.stderr)
    clean = not any(file.findings for file in found.files)
    if not clean or args.format != "text" or args.output or args.statistics:
        from .lint_report import report

        report(found, args)
    shown = args.format == "text" or args.output or (args.format == "concise" and clean)
    if found.files and shown and not args.statistics:
        from .lint_summary import sum_up

        sum_up(found.files, args, sys.stderr if filters(args) else sys.stdout)
    if not found.files and not found.failures:
        print(f"rnndsl: no model file in {', '.join(args.files)}", file=sys.stderr)


def _exit_code(found: Run, args: argparse.Namespace) -> int:
    if found.failures or found.mistakes:
        return USAGE
    failing = any(finding.severity != "info" for file in found.files for finding in file.findings)
    failing = failing or (args.diff and any(file.fixed for file in found.files))
    return FINDINGS if failing and not args.exit_zero else CLEAN


def _refuse(args: argparse.Namespace) -> None:
    """Raises WrongOption for options that cannot go together."""
    if args.watch and (fixing(args) or STDIN in args.files or args.output):
        raise WrongOption("--watch only looks: it goes with no fixes, no --diff, no --output and no standard input")
    if args.statistics and args.format not in ("text", "json"):
        raise WrongOption(f"--statistics counts in text and json, not in {args.format}")
    if args.isolated and args.config:
        raise WrongOption("--isolated takes no settings file, --config takes one: give one of them")
