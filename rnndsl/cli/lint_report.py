"""The findings of a run in the format that was asked for: on standard output, on standard error beside a text, or in a file."""

from __future__ import annotations

import sys

from .lint_one import filters

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from typing import TextIO

    from rnndsl.diagnostics.diagnostic import Diagnostic

    from .lint import Run


def report(found: Run, args: argparse.Namespace) -> None:
    """Print the findings, or write them to `--output`; raises OSError where that cannot be written."""
    if args.output:
        import io

        from rnndsl.analysis.fixes import save

        text = io.StringIO()
        _print(found, args, text)
        save(args.output, text.getvalue())
    else:
        _print(found, args, sys.stderr if filters(args) else sys.stdout)


def _print(found: Run, args: argparse.Namespace, stream: TextIO) -> None:
    if args.format in ("text", "concise"):
        _draw(found, args, stream)
        return
    text = _document(found, args)
    if text:
        print(text, file=stream)


def _document(found: Run, args: argparse.Namespace) -> str:
    files = list(found.files)
    findings = [finding for file in files for finding in file.findings]
    if args.format == "json":
        from rnndsl.diagnostics.as_json import as_json

        counts = None
        if args.statistics:
            from .lint_summary import statistics

            counts = statistics(findings)
        return as_json(files, list(found.mistakes), counts)
    if args.format == "sarif":
        from rnndsl.diagnostics.as_sarif import as_sarif
        from rnndsl.rules.told import descriptor

        return as_sarif(files, descriptor, list(found.mistakes), list(found.failures))
    if args.format == "github":
        from rnndsl.diagnostics.as_github import as_github

        return as_github([*found.mistakes, *findings])
    from rnndsl.diagnostics.as_junit import as_junit

    return as_junit(files)


def _draw(found: Run, args: argparse.Namespace, stream: TextIO) -> None:
    if args.statistics:
        from rnndsl.diagnostics.paint import paint_for

        from .lint_summary import table

        print(table(found.files, paint_for(stream)), file=stream)
        return
    drawn((finding for file in found.files for finding in file.findings), args, stream)


def drawn(findings: Iterable[Diagnostic], args: argparse.Namespace, stream: TextIO) -> None:
    """Print findings for people: on a line each with `--format concise`, else as drawings."""
    from rnndsl.diagnostics.draw import concise, draw
    from rnndsl.diagnostics.paint import paint_for

    paint = paint_for(stream)
    for finding in findings:
        print(concise(finding) if args.format == "concise" else draw(finding, paint) + "\n", file=stream)
