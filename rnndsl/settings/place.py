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
        found = _key(source, key, at)
        if found is None:
            return best
        at, best = found.end, found
    written = _value(text, at, value)
    return best if written is None else Span(source, *written.span())


def _key(source: Source, key: str, at: int) -> Span | None:
    """The next place of a key before `=`, `.` or `]`, quoted or not, outside comments."""
    name = re.escape(key)
    for found in re.finditer(rf"(?<![\w\"'-])(?:{name}|\"{name}\"|'{name}')(?=[ \t]*[=.\]])", source.text[at:]):
        start, end = at + found.start(), at + found.end()
        if "#" not in source.text[source.text.rfind("\n", 0, start) + 1 : start]:
            return Span(source, start, end)
    return None


def _value(text: str, at: int, value: object) -> re.Match[str] | None:
    """The next place of a text in quotes, of a number, or of true and false."""
    if isinstance(value, str):
        return re.compile(rf"\"{re.escape(value)}\"|'{re.escape(value)}'").search(text, at)
    if isinstance(value, bool | int | float):
        return re.compile(rf"\b{re.escape(str(value).lower())}\b").search(text, at)
    return None
