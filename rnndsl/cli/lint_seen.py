"""What one look at a text finds: repairs take it from round to round."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.record import Record


class Seen(Record):
    """What is found in a text: what is left after settings and comments, and whether some file of it is no YAML at all."""

    findings: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...] = ()
    truncated: bool = False
    unreadable: bool = False
