"""Findings as SARIF 2.1.0, the format of code scanning: results, the rules they name, and how to repair them.

Columns count UTF-16 code units (`columnKind`), from 1, the end exclusive. Files below the current folder are relative to
`%SRCROOT%`; others have absolute URIs. What a comment keeps quiet is there too, marked as suppressed in source. Mistakes in
settings are notifications, not results. The schema is in tests/diagnostics/formats/.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from .diagnostic import Diagnostic
from .fix import Edit, Fix
from .linted import Linted, is_file
from .span import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Json = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"
CONTEXT = 2


def as_sarif(files: list[Linted], rule: Callable[[str], Json], settings: list[Diagnostic], failures: list[str]) -> str:
    """The log of a run over `files`; `rule` describes the rule of a code (`rules.told.descriptor`).

    `settings` are mistakes in settings, `failures` lines about files that could not be read.
    """
    import json

    from rnndsl import __version__

    found = [(finding, False) for file in files for finding in file.findings]
    found += [(finding, True) for file in files for finding in file.silenced]
    codes = sorted({finding.code for finding, _ in found})
    driver = {"name": "rnndsl", "semanticVersion": __version__, "version": __version__, "rules": [rule(code) for code in codes]}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {ROOT: {"uri": _folder_uri(os.getcwd())}},
        "artifacts": [{"location": _artifact(file.source)} for file in files if is_file(file.source)],
        "invocations": [_invocation(settings, failures)],
        "results": [_result(finding, codes.index(finding.code), silenced) for finding, silenced in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True)


def _invocation(settings: list[Diagnostic], failures: list[str]) -> Json:
    entry: Json = {"executionSuccessful": not (settings or failures)}
    if failures:
        entry["toolExecutionNotifications"] = [{"level": "error", "message": {"text": text}} for text in failures]
    if settings:
        entry["toolConfigurationNotifications"] = [
            {"level": LEVELS[one.severity], "message": {"text": one.message}, "locations": _locations(one.span)}
            for one in settings
        ]
    return entry


def _result(finding: Diagnostic, index: int, silenced: bool) -> Json:
    rows = [finding.message, *finding.notes, *([f"help: {finding.help}"] if finding.help else [])]
    entry: Json = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(rows)},
        "locations": _locations(finding.span),
        "suppressions": [{"kind": "inSource"}] if silenced else [],
    }
    related = [
        {"id": number, **_location(label.span), "message": {"text": label.text or "see here"}}
        for number, label in enumerate(finding.related, 1)
    ]
    if related:
        entry["relatedLocations"] = related
    if finding.fix is not None and all(is_file(edit.span.source) for edit in finding.fix.edits):
        entry["fixes"] = [_fix(finding.fix)]
    return entry


def _locations(span: Span) -> list[Json]:
    return [_location(span)]


def _location(span: Span) -> Json:
    """Where a span is; for what is no file (an option, standard input) only its name and words."""
    if not is_file(span.source):
        return {"logicalLocations": [{"name": span.source.name, "kind": "parameter"}]}
    region = {**_region(span), "snippet": {"text": span.text}}
    return {"physicalLocation": {"artifactLocation": _artifact(span.source), "region": region, "contextRegion": _context(span)}}


def _context(span: Span) -> Json:
    """The lines of a span, with two above and below, for those who do not have the file."""
    source = span.source
    first = max(span.line - CONTEXT, 1)
    last = min(source.position(span.end)[0] + CONTEXT, source.line_count)
    text = "\n".join(source.line(number) for number in range(first, last + 1))
    return {"startLine": first, "endLine": last, "snippet": {"text": text}}


def _fix(fix: Fix) -> Json:
    changes = [
        {"artifactLocation": _artifact(source), "replacements": [_replacement(e) for e in fix.edits if e.span.source is source]}
        for source in dict.fromkeys(edit.span.source for edit in fix.edits)
    ]
    title = f"{fix.title} [{'safe' if fix.safe else 'unsafe'} fix]"
    return {"description": {"text": title}, "artifactChanges": changes}


def _replacement(edit: Edit) -> Json:
    entry: Json = {"deletedRegion": _region(edit.span)}
    if edit.text:
        entry["insertedContent"] = {"text": edit.text}
    return entry


def _region(span: Span) -> Json:
    source = span.source
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {
        "startLine": line,
        "startColumn": _units(source.text[span.start - column + 1 : span.start]) + 1,
        "endLine": end_line,
        "endColumn": _units(source.text[span.end - end_column + 1 : span.end]) + 1,
    }


def _units(text: str) -> int:
    """How many UTF-16 code units a text has: two for each character beyond U+FFFF."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _artifact(source: Source) -> Json:
    path = os.path.relpath(source.name) if _below(source.name) else ""
    if path:
        return {"uri": quote(path.replace(os.sep, "/")), "uriBaseId": ROOT}
    return {"uri": "file://" + _slashed(os.path.abspath(source.name))}


def _below(path: str) -> bool:
    """True for a path inside the current folder."""
    here = os.getcwd()
    return os.path.abspath(path).startswith(here if here.endswith(os.sep) else here + os.sep)


def _folder_uri(path: str) -> str:
    return "file://" + _slashed(path).rstrip("/") + "/"


def _slashed(path: str) -> str:
    slashed = quote(path.replace(os.sep, "/"))
    return slashed if slashed.startswith("/") else "/" + slashed
