"""A folder of text files, one sample per line; with `label: filename`, each file is a class named by its stem."""

from __future__ import annotations

import os

from rnndsl.diagnostics.record import Record

from .opening import COUNTED, UnreadableError, check_path, decode
from .plan import SourcePlan


class TextFile(Record):
    """One file: its path, the class that it holds, and how many lines hold text (None: too big to count)."""

    path: str
    label: str
    lines: int | None


def files(source: SourcePlan) -> list[tuple[str, str]]:
    """Path and class of each `.txt` file of the folder, sorted by class; raises UnreadableError where there is none."""
    check_path(source.path, source.written, folder=True)
    try:
        names = os.listdir(source.path)
    except OSError as error:
        raise UnreadableError(f"`{source.written}` can't be listed: {error.strerror}", "check its permissions") from None
    texts = [n for n in names if n.lower().endswith(".txt") and not n.startswith(".")]
    paths = [(os.path.join(source.path, n), n[:-4]) for n in texts]
    found = sorted((p for p in paths if os.path.isfile(p[0])), key=lambda p: p[1])
    if not found:
        raise UnreadableError(f"the folder `{source.written}` holds no .txt files", "it needs one text file per class")
    return found


def look(source: SourcePlan) -> list[TextFile]:
    """Files of the folder and their lines; at most 64 MiB are read. Raises UnreadableError for what is not text."""
    found, left = [], COUNTED
    for path, label in files(source):
        written = os.path.join(source.written, os.path.basename(path))
        size = check_path(path, written).st_size
        left -= size
        found.append(TextFile(path, label, _count(path, written) if left >= 0 else None))
    if not sum(f.lines is None or f.lines for f in found):
        raise UnreadableError(f"the files of `{source.written}` are empty", "write one sample per line")
    return [f for f in found if f.lines != 0]


def _count(path: str, written: str) -> int:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise UnreadableError(f"`{written}` can't be read: {error.strerror}", "check its permissions") from None
    return sum(1 for line in decode(data, written).split("\n") if line.strip()) if data else 0
