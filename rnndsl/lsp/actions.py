"""Quick fixes: the linter's own repairs, a comment that keeps a finding quiet, and all safe repairs of a file at once.

A safe repair is the preferred one of its finding; the title of any other says that it changes the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

from .diagnostics import diagnostic, place_of
from .documents import Document
from .positions import BOM, Text
from .rule_pages import Link

FIX_ALL = "source.fixAll.rnndsl"
KINDS = [lsp.CodeActionKind.QuickFix, FIX_ALL]
ROUNDS = 100
_IGNORE = re.compile(r"#[ \t]*rnndsl: ignore\[([^\]\n]*)\]")


def actions(document: Document, params: lsp.CodeActionParams, link: Link) -> list[lsp.CodeAction]:
    """What an editor offers for a range; only the kinds that it asks for. `link` gives the page of a code."""
    wanted = params.context.only
    found: list[lsp.CodeAction] = []
    if _asked(lsp.CodeActionKind.QuickFix, wanted):
        here = [one for one in document.findings if _touches(place_of(document, one.span), params.range)]
        found += [action for one in here for action in _quick_fixes(document, one, link)]
    if wanted and _asked(FIX_ALL, wanted):
        found += _fix_all(document)
    return found


def _asked(kind: str, wanted: Iterable[str] | None) -> bool:
    """True if a kind, or one that holds it, is wanted."""
    return not wanted or any(kind == one or kind.startswith(f"{one}.") for one in wanted)


def _touches(a: lsp.Range, b: lsp.Range) -> bool:
    return (a.start.line, a.start.character) <= (b.end.line, b.end.character) and (b.start.line, b.start.character) <= (
        a.end.line,
        a.end.character,
    )


def _quick_fixes(document: Document, finding: Diagnostic, link: Link) -> Iterator[lsp.CodeAction]:
    shown = [diagnostic(document, finding, link)]
    fix = finding.fix
    if fix is not None and (edit := workspace_edit(document, fix.edits)) is not None:
        title = fix.title[:1].upper() + fix.title[1:]
        title += "" if fix.safe else " (unsafe: changes the model)"
        yield lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, shown, is_preferred=fix.safe or None, edit=edit)
    if finding.span.source is document.source and document.checked.typed is not None:
        edit = lsp.WorkspaceEdit(changes={document.uri: [_silence(document, finding)]})
        yield lsp.CodeAction(f"Ignore {finding.code} on this line", lsp.CodeActionKind.QuickFix, shown, edit=edit)


def workspace_edit(document: Document, edits: Iterable[Edit]) -> lsp.WorkspaceEdit | None:
    """Edits of this text and of files below it; None where one is in a text that is no file."""
    changes: dict[str, list[lsp.TextEdit]] = {}
    for edit in edits:
        source = edit.span.source
        uri = document.uri if source is document.source else from_fs_path(source.name)
        if not uri or (source is not document.source and source.name.startswith(("--", "<"))):
            return None
        text = (
            document.text if source is document.source else Text((BOM if source.bom else "") + source.text, document.text.units)
        )
        shift = int(text.content.startswith(BOM))
        place = text.range(edit.span.start + shift, edit.span.end + shift)
        changes.setdefault(uri, []).append(lsp.TextEdit(place, edit.text))
    return lsp.WorkspaceEdit(changes=changes)


def _silence(document: Document, finding: Diagnostic) -> lsp.TextEdit:
    """The edit that adds a code to the line's comment, or such a comment to the line."""
    text = document.text
    number = text.line_of(document.start(finding.span))
    start, line = text.start_of(number), text.line(number)
    there = _IGNORE.search(line)
    if there is not None:
        at = start + there.end(1)
        return lsp.TextEdit(text.range(at, at), f", {finding.code}" if there[1].strip() else finding.code)
    end = start + len(line.rstrip())
    return lsp.TextEdit(text.range(end, start + len(line)), f"  # rnndsl: ignore[{finding.code}]")


def _fix_all(document: Document) -> list[lsp.CodeAction]:
    """All safe repairs of this text, as `rnndsl lint --fix` makes them, one edit for each place."""
    repaired = safely_repaired(document)
    if repaired == document.source.text:
        return []
    edit = lsp.WorkspaceEdit(changes={document.uri: difference(document, repaired)})
    return [lsp.CodeAction("Fix all that can be fixed safely (rnndsl)", FIX_ALL, edit=edit)]


def safely_repaired(document: Document) -> str:
    """The source after all safe fixes of what the project wants to see, repeated until none is left."""
    text = document.source
    for _ in range(ROUNDS):
        found = check(text, (), document.settings.target).report.sorted()
        repaired = apply(text.text, choose(document.settings.judge(found), text))
        if repaired == text.text:
            break
        text = Source(text.name, repaired, text.folder, text.bom)
    return text.text


def difference(document: Document, wanted: str) -> list[lsp.TextEdit]:
    """Edits, line by line, that turn the text into the wanted one."""
    import difflib

    before, after = document.source.text.splitlines(keepends=True), wanted.splitlines(keepends=True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        lsp.TextEdit(document.text.range(starts[a] + document.shift, starts[b] + document.shift), "".join(after[c:d]))
        for what, a, b, c, d in matcher.get_opcodes()
        if what != "equal"
    ]
