"""The family of a file: the files that it extends, and those of the workspace that extend it or one of these.

A name of `base.yaml` is used in all of them. What is open in the editor counts as it stands there, the rest as on the disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from pygls.uris import from_fs_path

from .documents import Document, on_disk

MAX_FILES = 2_000
ENDINGS = (".yaml", ".yml")


def family(document: Document, opened: Mapping[str, Document], folders: Iterable[str]) -> list[Document]:
    """The documents that share names with this one, itself first."""
    known = {_real(one.uri): one for one in opened.values()}
    lineage = {_real(one.uri): known.get(_real(one.uri), one) for one in (document, *document.below)}
    found = {_real(document.uri): document, **lineage}
    for other in _others(known, folders, document.text.units):
        key = _real(other.uri)
        if key not in found and any(_real(below.uri) in lineage for below in other.below):
            found[key] = other
    return list(found.values())


def _others(known: Mapping[str, Document], folders: Iterable[str], units: str) -> Iterator[Document]:
    """Files that extend some file: those that are open, and those of the workspace."""
    yield from known.values()
    for path in _files(folders):
        if _real(from_fs_path(path) or "") in known or not _extends(path):
            continue
        read = on_disk(path, units)
        if read is not None:
            yield read


def _files(folders: Iterable[str]) -> Iterator[str]:
    left = MAX_FILES
    for folder in folders:
        for here, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".") and name not in ("node_modules", "runs")]
            for name in names:
                if name.endswith(ENDINGS):
                    left -= 1
                    if left < 0:
                        return
                    yield os.path.join(here, name)


def _extends(path: str) -> bool:
    """True if a file may extend another one: a look at its bytes, before it is parsed."""
    try:
        with open(path, "rb") as file:
            return b"extends" in file.read(100_000)
    except OSError:
        return False


def _real(uri: str) -> str:
    """One key for all URIs of a file."""
    from pygls.uris import to_fs_path

    path = to_fs_path(uri) if uri.startswith("file:") else None
    return os.path.realpath(path) if path else uri
