"""Findings for machines: one JSON object per run, whose keys are kept for as long as `version` stays the same.

`{"version": 1, "tool": {name, version}, "findings": […], "settings": […], "summary": {files, errors, warnings, infos,
safe_fixes, truncated}}`; a finding has `code`, `severity`, `message`, `place`, `label`, `related` (places with `text`),
`notes`, `help`, `fix` (null, or `title`, `safe`, `edits` of `place` and `text`). A place has `file`, `line`, `column`,
`end_line`, `end_column` (from 1, in characters, the end exclusive) and `start`, `end` (characters from 0, without a byte order
mark). Mistakes in settings have the form of findings. docs/lint.md tells every field.
"""

from __future__ import annotations

from .diagnostic import SEVERITIES, Diagnostic
from .fix import Fix
from .linted import Linted
from .span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = 1


def as_json(files: list[Linted], settings: list[Diagnostic], statistics: list[dict[str, Any]] | None = None) -> str:
    """The findings of a run and the mistakes in its settings; with `statistics`, counts stand in place of findings."""
    import json

    from rnndsl import __version__

    findings = [finding for file in files for finding in file.findings]
    counts: dict[str, Any] = {f"{s}s": sum(d.severity == s for d in findings) for s in SEVERITIES}
    fixes = sum(d.fix is not None and d.fix.safe for d in findings)
    truncated = any(file.truncated for file in files)
    shown = {"findings": [_finding(d) for d in findings]} if statistics is None else {"statistics": statistics}
    document = {
        "version": VERSION,
        "tool": {"name": "rnndsl", "version": __version__},
        **shown,
        "settings": [_finding(d) for d in settings],
        "summary": {"files": len(files), **counts, "safe_fixes": fixes, "truncated": truncated},
    }
    return json.dumps(document, indent=2, ensure_ascii=True)


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "place": _place(diagnostic.span),
        "label": diagnostic.label,
        "related": [{"place": _place(r.span), "text": r.text} for r in diagnostic.related],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
        "fix": None if diagnostic.fix is None else _fix(diagnostic.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"place": _place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": span.end,
    }
