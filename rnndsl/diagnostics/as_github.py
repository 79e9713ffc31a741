"""Findings as workflow commands of GitHub Actions, which shows them beside the changed lines of a pull request.

One line per finding: `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`. What would end a property or a line
is escaped as the runner unescapes it. Infos become notices.
"""

from __future__ import annotations

from .diagnostic import Diagnostic
from .linted import is_file

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(diagnostics: list[Diagnostic]) -> str:
    """The commands, a line each, without a final newline."""
    return "\n".join(_command(d) for d in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    title = f"rnndsl {diagnostic.code}"
    place = {**_place(diagnostic), "title": title}
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    help = diagnostic.help or (diagnostic.fix.title if diagnostic.fix is not None else "")
    rows = [diagnostic.message, *diagnostic.notes, *([f"help: {help}"] if help else [])]
    return f"::{COMMANDS[diagnostic.severity]} {shown}::{_data(chr(10).join(rows))}"


def _place(diagnostic: Diagnostic) -> dict[str, object]:
    """File, lines and columns; columns only on one line, as the runner drops them otherwise; none for what is no file."""
    span = diagnostic.span
    if not is_file(span.source):
        return {}
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    place: dict[str, object] = {"file": span.source.name, "line": line, "endLine": end_line}
    if line == end_line:
        place |= {"col": column, "endColumn": max(column, end_column - 1)}
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
