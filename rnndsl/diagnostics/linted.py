"""What a run says of one file, for the writers of reports: they need no more than this."""

from __future__ import annotations

from .diagnostic import Diagnostic
from .record import Record
from .span import Source


class Linted(Record):
    """A file's text, its findings, and those that a comment in it keeps quiet.

    `truncated` tells that there are more findings than a report holds; `fixed` how many repairs were made.
    """

    source: Source
    findings: tuple[Diagnostic, ...] = ()
    silenced: tuple[Diagnostic, ...] = ()
    fixed: int = 0
    truncated: bool = False


def is_file(source: Source) -> bool:
    """False for texts that no path leads to: standard input, a `--set`."""
    return not source.name.startswith(("<", "--"))
