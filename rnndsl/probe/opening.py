"""Opens what the user calls data, and says in clear words why that does not work.

Whatever lies at the path (a directory, a device, a picture, gigabytes), at most `SAMPLE` bytes are parsed and at most
`COUNTED` bytes are read.
"""

from __future__ import annotations

import os
import stat

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = 1 << 18
COUNTED = 64 << 20
_CHUNK = 1 << 20
_MAGIC = (
    (b"PK\x03\x04", "a zip file (an Excel workbook?)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)


class UnreadableError(Exception):
    """Data that can't be read: `problem` is what was found, `help` what to do, `near` the path that was probably meant.

    It never leaves the probe and the loader.
    """

    def __init__(self, problem: str, help: str = "", near: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.help = help
        self.near = near


class Sample(Record):
    """The start of a file as text, cut after a whole line; `complete` if that is all of it. `size` is in bytes."""

    text: str
    size: int
    complete: bool


def check_path(path: str, written: str, folder: bool = False) -> os.stat_result:
    """The status of a readable file (or folder); raises UnreadableError with the nearest name for anything else."""
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        raise _absent(path, written, error) from None
    if stat.S_ISDIR(status.st_mode) and not folder:
        raise UnreadableError(
            f"`{written}` is a folder, not a file", f"read its text files with `source: {{folder: {written}}}`"
        )
    if folder and not stat.S_ISDIR(status.st_mode):
        raise UnreadableError(f"`{written}` is not a folder", f"read one table with `source: {written}`")
    if not folder and not stat.S_ISREG(status.st_mode):
        raise UnreadableError(f"`{written}` is not a regular file", "name a file of comma- or tab-separated text")
    return status


def _absent(path: str, written: str, error: OSError | ValueError) -> UnreadableError:
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return UnreadableError(f"`{written}` can't be read: {reason}", "check the path and its permissions")
    folder = os.path.dirname(path) or "."
    help = f"a relative path starts at the folder of the file that holds it; looked for {os.path.abspath(path)}"
    if not os.path.isdir(folder):
        return UnreadableError(f"data source `{written}` not found: there is no folder `{folder}`", help)
    import difflib

    near = difflib.get_close_matches(os.path.basename(path), sorted(os.listdir(folder))[:1000], 1)
    meant = os.path.join(os.path.dirname(written), near[0]) if near else ""
    hint = f"; did you mean `{meant}`?" if meant else ""
    return UnreadableError(f"data source `{written}` not found{hint}", help, meant)


def sample(path: str, written: str) -> Sample:
    """The first `SAMPLE` bytes of a text file, up to the last whole line; raises UnreadableError for what is not UTF-8 text."""
    size = check_path(path, written).st_size
    try:
        with open(path, "rb") as file:
            data = file.read(SAMPLE)
    except OSError as error:
        raise UnreadableError(f"`{written}` can't be read: {error.strerror}", "check its permissions") from None
    if not data:
        raise UnreadableError(f"`{written}` is empty", "it needs a header line and rows")
    complete = size <= len(data)
    if not complete:
        data = data[: data.rfind(b"\n") + 1] or data
    return Sample(decode(data, written), size, complete)


def decode(data: bytes, written: str) -> str:
    """Text of UTF-8 bytes, without a byte order mark; raises UnreadableError that names what else they look like."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(
                f"`{written}` is {name}, not UTF-8 text", "save it as UTF-8 text, columns separated by commas"
            )
    if b"\0" in data:
        raise UnreadableError(f"`{written}` holds NUL bytes: it is a binary file, not text", "name a file of text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise UnreadableError(
            f"`{written}` is not UTF-8: byte 0x{byte:02X} in line {line}",
            f"save it as UTF-8; if it was written as Latin-1, 0x{byte:02X} is `{bytes([byte]).decode('latin-1')}`"
            if byte >= 0xA0
            else "save it as UTF-8",
        ) from None


def count_lines(path: str, quoted: bool) -> int:
    """Lines that hold something, header included; a line end inside quotes does not count where `quoted`."""
    lines, inside, held = 0, False, False
    for chunk in _chunks(path):
        for index, piece in enumerate(chunk.split(b'"') if quoted else [chunk]):
            if index:
                inside, held = not inside, True
            if inside:
                continue
            first, *others = piece.split(b"\n")
            held = held or bool(first.strip())
            for other in others:
                lines += held
                held = bool(other.strip())
    return lines + held


def _chunks(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
