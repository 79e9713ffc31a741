"""Bytes to text: the only place that opens model files, and where files that are no text are turned away.

What comes out is a `Source`: decoded UTF-8 without its byte order mark, line ends as they are. What cannot become text
(no such file, a directory, UTF-16, binary) is a wrong use of the command, not a finding: `Unreadable` says so in one line.
"""

from __future__ import annotations

import os
import sys

from rnndsl.diagnostics.span import Source

MAX_BYTES = 4_000_000
STDIN = "-"

_BOM = b"\xef\xbb\xbf"
_FOREIGN_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Unreadable(Exception):
    """A file that cannot be read as text; its message is one line that begins with the file's name."""


def read(path: str) -> Source:
    """The text of a file, or of standard input for `-`; raises Unreadable."""
    if path == STDIN:
        return decode("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1))
    try:
        if os.path.isdir(path):
            raise Unreadable(f"{_shown(path)}: is a directory, expected a model file (YAML)")
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(f"{_shown(path)}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(f"{_shown(path)}: cannot be read ({reason})") from None
    return decode(path, content, os.path.dirname(path) or ".")


def decode(name: str, content: bytes, folder: str = ".") -> Source:
    """The text of a file's bytes; raises Unreadable for what is too large or not UTF-8."""
    if len(content) > MAX_BYTES:
        raise Unreadable(f"{_shown(name)}: is larger than {MAX_BYTES // 1_000_000} MB, which no model file is")
    if content[:2] in _FOREIGN_MARKS:
        raise Unreadable(f"{_shown(name)}:1:1: is {_FOREIGN_MARKS[content[:2]]}, expected UTF-8; save it as UTF-8")
    bom = content.startswith(_BOM)
    try:
        return Source(name, content[3 if bom else 0 :].decode("utf-8"), folder, bom)
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(name, content, error.start + (3 if bom else 0))) from None


def _not_utf8(name: str, content: bytes, at: int) -> str:
    before = content[:at]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    where = f"{_shown(name)}:{line}:{column}"
    if b"\0" in content[:1024]:
        return f"{where}: is binary, expected text (YAML)"
    return f"{where}: the byte 0x{content[at]:02x} is not UTF-8; save the file as UTF-8"


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)
