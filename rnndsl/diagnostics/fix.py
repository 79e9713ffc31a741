"""Repairs as data: edits of the text as the user wrote it, so comments and layout survive."""

from __future__ import annotations

from .record import Record
from .span import Span


class Edit(Record):
    """Replace the characters of `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(Record):
    """A repair with a title in the imperative.

    `safe` means: the original could not run, or the meaning is unchanged. `--fix` applies safe ones only.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False
