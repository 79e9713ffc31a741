"""Walks a folder for files that may be model files: `*.yaml` and `*.yml`, but for hidden ones and what git ignores."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathspec import GitIgnoreSpec

    Level = tuple[str, GitIgnoreSpec]

ENDINGS = (".yaml", ".yml")
PASSED_OVER = ("node_modules", "__pycache__", "venv")
IGNORE = ".gitignore"


def walk(folder: str, gitignore: bool = True) -> Iterator[str]:
    """The paths below a folder, by name, folders after the files beside them; links to folders are not followed."""
    yield from _below(folder, _levels_above(folder) if gitignore else (), gitignore)


def _below(folder: str, levels: tuple[Level, ...], gitignore: bool) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    if gitignore and any(entry.name == IGNORE for entry in inside):
        levels = (*levels, *_level(os.path.abspath(folder)))
    folders = []
    for entry in inside:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in PASSED_OVER and not (levels and _ignored(entry.path, levels, True)):
                folders.append(entry)
        elif entry.name.endswith(ENDINGS) and entry.is_file() and not (levels and _ignored(entry.path, levels, False)):
            yield entry.path.removeprefix("." + os.sep)
    for entry in folders:
        yield from _below(entry.path, levels, gitignore)


def _ignored(path: str, levels: tuple[Level, ...], folder: bool) -> bool:
    """What the nearest `.gitignore` says that says anything."""
    place = os.path.abspath(path)
    for base, spec in reversed(levels):
        below = os.path.relpath(place, base).replace(os.sep, "/") + ("/" if folder else "")
        said = spec.check_file(below).include
        if said is not None:
            return said
    return False


def _levels_above(folder: str) -> tuple[Level, ...]:
    """The `.gitignore` files above a folder, up to the top of its repository; none outside of one."""
    place = os.path.abspath(folder)
    above: list[str] = []
    while not os.path.exists(os.path.join(place, ".git")):
        parent = os.path.dirname(place)
        if parent == place:
            return ()
        place = parent
        above.append(place)
    exclude = os.path.join(place, ".git", "info", "exclude")
    return (*_level(place, exclude), *(level for one in reversed(above) for level in _level(one)))


def _level(folder: str, path: str = "") -> tuple[Level, ...]:
    """The patterns of a folder; none where they cannot be read."""
    try:
        with open(path or os.path.join(folder, IGNORE), encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return ()
    from pathspec import GitIgnoreSpec

    try:
        return ((folder, GitIgnoreSpec.from_lines(lines)),)
    except ValueError:
        return ()
