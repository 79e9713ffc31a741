"""Findings of the linter as an editor shows them, and back from what the editor sends to the finding.

A finding in a file below (`extends`) is shown where this file names it, and points to the real place.
"""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Span

from .documents import Document
from .positions import Text
from .rule_pages import Link

SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}
UNNECESSARY = ("RNN005", "RNN006")
SOURCE = "rnndsl"


def diagnostics(document: Document, link: Link) -> list[lsp.Diagnostic]:
    """All findings of a document, in the order of the text; `link` gives the page of a code."""
    return [diagnostic(document, finding, link) for finding in document.findings]


def diagnostic(document: Document, finding: Diagnostic, link: Link) -> lsp.Diagnostic:
    """One finding: its message, what the linter would print below it, and the places that it speaks of."""
    href = link(finding.code)
    return lsp.Diagnostic(
        range=place_of(document, finding.span),
        message=message(finding),
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        code_description=lsp.CodeDescription(href) if href else None,
        source=SOURCE,
        tags=[lsp.DiagnosticTag.Unnecessary] if finding.code in UNNECESSARY else None,
        related_information=_related(document, finding) or None,
    )


def message(finding: Diagnostic) -> str:
    """What an editor shows: the message, the label at the place, the notes, what to do."""
    help = finding.fix.title if finding.fix is not None else finding.help
    lines = [finding.message, finding.label, *finding.notes, f"help: {help}" if help else ""]
    return "\n".join(filter(None, lines))


def place_of(document: Document, span: Span) -> lsp.Range:
    """Where a finding shows: its own characters, or for one in another text the value of `extends`."""
    if span.source is document.source:
        return document.text.range(document.start(span), max(document.end(span), document.start(span)))
    below = next((word for word in document.words if word.path == ("extends",) and word.role != "key"), None)
    return document.text.range(below.start, below.end) if below is not None else document.text.range(0, 0)


def location(document: Document, span: Span) -> lsp.Location | None:
    """A span of this document or of a file below; None for a text that is no file."""
    if span.source is document.source:
        return lsp.Location(document.uri, document.text.range(document.start(span), document.end(span)))
    uri = from_fs_path(span.source.name)
    if not uri:
        return None
    shift = int(span.source.bom)
    text = Text(("\ufeff" if shift else "") + span.source.text, document.text.units)
    return lsp.Location(uri, text.range(span.start + shift, span.end + shift))


def _related(document: Document, finding: Diagnostic) -> list[lsp.DiagnosticRelatedInformation]:
    elsewhere = finding.span.source is not document.source
    spans = [(finding.span, finding.label or "here")] if elsewhere else []
    spans += [(label.span, label.text) for label in finding.related]
    found = [(location(document, span), text) for span, text in spans]
    return [lsp.DiagnosticRelatedInformation(place, text) for place, text in found if place is not None]
