"""Finds the settings of a file: the nearest `rnndsl.toml`, or `pyproject.toml` that has a table for us, from its folder upward.

Every folder is looked at once per run. TOML is read only where settings are: other projects pay a search for bytes.
"""

from __future__ import annotations

import os

from rnndsl.diagnostics.span import Source, Span

from .settings import Found

OWN, SHARED = "rnndsl.toml", "pyproject.toml"
MARK = b"rnndsl"
MAX_BYTES = 1_000_000

_known: dict[str, Found] = {}


def settings_for(path: str) -> Found:
    """The settings of a model file (which need not exist); no settings where no folder above has any."""
    return _above(os.path.dirname(os.path.abspath(path)))


def settings_in(path: str) -> Found:
    """The settings of one settings file, `--config`; raises OSError, or ValueError for what is no UTF-8 text."""
    from .load import load

    return load(opened(path))


def forget() -> None:
    """Look at all folders anew: a settings file may have changed (`--watch`, an editor)."""
    _known.clear()


def opened(path: str) -> Source:
    """The text of a settings file, by its shortest name; raises OSError, or ValueError for what is no UTF-8 text."""
    with open(path, "rb") as file:
        return _source(path, file.read(MAX_BYTES))


def _above(folder: str) -> Found:
    passed = []
    found = Found()
    while True:
        if folder in _known:
            found = _known[folder]
            break
        passed.append(folder)
        here = _in(folder)
        above = os.path.dirname(folder)
        if here is not None or above == folder:
            found = here or found
            break
        folder = above
    _known.update(dict.fromkeys(passed, found))
    return found


def _in(folder: str) -> Found | None:
    """The settings of a folder, None where it has none."""
    path = os.path.join(folder, OWN)
    try:
        source = opened(path)
    except FileNotFoundError:
        shared = _shared(folder)
        if shared is None:
            return None
        source = shared
    except (OSError, ValueError) as error:
        from .check import wrong

        nothing = Span(Source(_shown(path), ""), 0, 0)
        return Found(mistakes=(wrong(nothing, f"the settings cannot be read: {reason(error)}"),))
    from .load import load

    return load(source)


def reason(error: Exception) -> str:
    """Why a file could not be opened or is no text, without its name."""
    return str(getattr(error, "strerror", None) or error)


def _shared(folder: str) -> Source | None:
    try:
        with open(os.path.join(folder, SHARED), "rb") as file:
            content = file.read(MAX_BYTES)
        return _source(os.path.join(folder, SHARED), content) if MARK in content and _has_table(content) else None
    except (OSError, ValueError):
        return None  # somebody else's file, and somebody else's mistake


def _has_table(content: bytes) -> bool:
    """True if `tool.rnndsl` may be a table here: by a header, by a dotted key, or as a key of `[tool]`."""
    import re

    if re.search(rb"(?m)^[ \t]*\[?[ \t]*tool[ \t]*\.[ \t]*[\"']?rnndsl[\"']?[ \t]*[\].=]", content):
        return True
    whole = re.search(rb"(?m)^[ \t]*\[[ \t]*tool[ \t]*\]|^[ \t]*tool[ \t]*=", content)
    return whole is not None and re.compile(rb"\brnndsl[\"']?[ \t]*[.=]").search(content, whole.end()) is not None


def _source(path: str, content: bytes) -> Source:
    bom = content.startswith(b"\xef\xbb\xbf")
    return Source(_shown(path), content[3 if bom else 0 :].decode("utf-8"), os.path.dirname(os.path.abspath(path)), bom)


def _shown(path: str) -> str:
    """The path from the current folder where it lies below or just above, else as it is."""
    place, here = os.path.abspath(path), os.getcwd()
    return os.path.relpath(place) if place.startswith((here + os.sep, os.path.dirname(here) + os.sep)) else place
