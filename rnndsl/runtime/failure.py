"""What stops a run and is no bug: said in one line, never as a traceback."""

from __future__ import annotations


class RunError(Exception):
    """A run cannot go on. The text says what was found, what was expected and what to do; `code` is the exit code."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code
