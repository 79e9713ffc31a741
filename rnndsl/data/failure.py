"""What the data lack: said in one line with file and row, never as a traceback."""

from __future__ import annotations


class DataError(Exception):
    """Data that can't be used. The text says what was found, what was expected and what to do."""
