"""Repairs applied to texts: which of them fit together, what the text becomes, how the difference reads, how it is saved.

Only the characters that edits name change; line ends, comments, layout and a byte order mark stay byte for byte.
"""

from __future__ import annotations

import os

from rnndsl.diagnostics.fix import Fix
from rnndsl.diagnostics.linted import is_file
from rnndsl.diagnostics.span import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.fix import Edit


def choose(diagnostics: Iterable[Diagnostic], source: Source, unsafe: bool = False, others: bool = False) -> list[Fix]:
    """The fixes that can be applied together to one source: safe ones, and with `unsafe` all; of two that overlap, the first.

    `others`: those too that edit files which the source extends. What a `--set` brought is left to the user.
    """
    chosen: list[Fix] = []
    taken: list[Edit] = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if (
            fix is None
            or not (fix.safe or unsafe)
            or not all(_may_edit(edit.span.source, source, others) for edit in fix.edits)
        ):
            continue
        fresh = [edit for edit in fix.edits if edit not in taken]
        if fresh and not any(_clash(edit, other) for edit in fresh for other in taken):
            chosen.append(fix)
            taken.extend(fresh)
    return chosen


def _may_edit(text: Source, source: Source, others: bool) -> bool:
    return text is source or (others and is_file(text))


def _clash(a: Edit, b: Edit) -> bool:
    """True if two edits touch the same characters of a text, or insert at the same place."""
    if a.span.source is not b.span.source:
        return False
    if a.span.start == b.span.start:
        return True
    return a.span.start < b.span.end and b.span.start < a.span.end


def touched(fixes: Iterable[Fix]) -> list[Source]:
    """The texts that fixes edit, each once."""
    return list({id(edit.span.source): edit.span.source for fix in fixes for edit in fix.edits}.values())


def repaired(source: Source, fixes: Iterable[Fix]) -> Source:
    """The same file with the edits of fixes that fall into it."""
    own = [Fix(fix.title, tuple(edit for edit in fix.edits if edit.span.source is source)) for fix in fixes]
    return Source(source.name, apply(source.text, own), source.folder, source.bom)


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """The text after all edits of fixes that do not clash; an edit that two fixes share is made once."""
    edits = {(edit.span.start, edit.span.end, edit.text) for fix in fixes for edit in fix.edits}
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def difference(name: str, before: str, after: str) -> str:
    """A unified diff of two texts, as `patch -p1` reads it; empty if they are equal."""
    import difflib

    path = name.lstrip("/")
    pieces = []
    for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}"):
        pieces.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(pieces)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a newline ends one, as for `patch`."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def encode(text: str, bom: bool = False) -> bytes:
    """The bytes of a text, with a byte order mark where there was one."""
    return (b"\xef\xbb\xbf" if bom else b"") + text.encode("utf-8")


def save(path: str, text: str, bom: bool = False) -> None:
    """Write a file in one step: beside it, then renamed, the permissions of one that is there kept; raises OSError."""
    target = os.path.realpath(path)
    beside = f"{target}.{os.getpid()}.tmp"
    try:
        with open(beside, "xb") as file:
            file.write(encode(text, bom))
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
        os.replace(beside, target)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise
