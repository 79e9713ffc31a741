"""Which files a run of `rnndsl lint` reads: those that are named, and model files below folders, in one order every time."""

from __future__ import annotations

import os

from rnndsl.diagnostics.record import Record
from rnndsl.frontend.read import STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Wanted(Record):
    """A path to read; `found` if a walk came upon it, so that it counts only if it is a model file."""

    path: str
    found: bool = False


class Search(Record):
    """The files, and a line about every word that leads to none."""

    files: tuple[Wanted, ...]
    failures: tuple[str, ...] = ()


def search(words: Iterable[str], gitignore: bool = True) -> Search:
    """The files that words name: paths, `-`, folders, globs; each file once, at its first mention."""
    files: dict[str, Wanted] = {}
    failures = []
    for word in words:
        paths = _unfolded(word)
        if not paths:
            failures.append(f"{word}: fits no file")
        for path in paths:
            if path != STDIN and os.path.isdir(path):
                from .lint_walk import walk

                for below in walk(path, gitignore):
                    files.setdefault(os.path.realpath(below), Wanted(below, True))
            else:
                files.setdefault(path if path == STDIN else os.path.realpath(path), Wanted(path))
    return Search(tuple(files.values()), tuple(failures))


def _is_glob(word: str) -> bool:
    return any(sign in word for sign in "*?[")


def _unfolded(word: str) -> list[str]:
    """The paths that a glob fits (a shell may have left it to us), or the word itself."""
    if word == STDIN or not _is_glob(word) or os.path.exists(word):
        return [word]
    from glob import glob

    return sorted(glob(word, recursive=True))
