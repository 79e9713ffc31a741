"""Where a setting stands in its TOML text, which the standard reader does not tell: a search for the key, then for the value.

An unusual layout may be searched in vain; the nearest thing that is found is marked then, at worst the first line.
"""

from __future__ import annotations

import re

from rnndsl.diagnostics.span import Source, Span


def place(source: Source, path: tuple[str, ...], value: object = None) -> Span:
    """The span of a value (a text, a number) below a path of keys, or of the last key of the path that is found."""
    text, at, best = source.text, 0, Span(source, 0, len(source.line(1)))
    header = re.search(r"(?m)^[ \t]*\[[ \t]*(tool[ \t]*\.[ \t]*rnndsl)\b", text)
    if header is not None:
        at, best = header.start(1), Span(source, header.start(1), header.end(1))
    for key in path:
        found = _key(key).search(text, at)
        if found is None:
            return best
        at, best = found.end(1), Span(source, found.start(1), found.end(1))
    if isinstance(value, str):
        written = re.compile(rf"\"{re.escape(value)}\"|'{re.escape(value)}'").search(text, at)
    elif isinstance(value, bool | int | float):
        written = re.compile(rf"\b{re.escape(str(value).lower() if isinstance(value, bool) else str(value))}\b").search(
            text, at
        )
    else:
        written = None
    return best if written is None else Span(source, written.start(), written.end())


def _key(key: str) -> re.Pattern[str]:
    """A key before `=`, `.` or `]`, quoted or not, outside comments."""
    name = re.escape(key)
    return re.compile(rf"(?m)^(?:[^#\n]*?[\s\[{{.,])?((?<![\w\"'-])(?:{name}|\"{name}\"|'{name}'))(?=[ \t]*[=.\]])")
