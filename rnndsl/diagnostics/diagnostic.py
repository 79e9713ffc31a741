"""One finding: what, where, from where, what to do."""

from __future__ import annotations

from .fix import Fix
from .record import Record
from .span import Span

SEVERITIES = ("error", "warning", "info")


class Label(Record):
    """A second place that explains a finding, with a few words drawn beside it."""

    span: Span
    text: str


class Diagnostic(Record):
    """A finding of the linter.

    `message` is one line: what was found and what was expected. `label` is drawn under the marked place, `related` places
    are drawn in the same excerpt, `notes` follow as `= …` lines (shape trace, what Keras would say), `help` says what to do
    where no text edit can; with a `fix`, its title is the help. `about` names the call (`ir.graph.Node.name`) whose fault
    this finding explains: lint lets only one finding speak about a call.
    """

    code: str
    severity: str
    message: str
    span: Span
    label: str = ""
    related: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    fix: Fix | None = None
    about: str = ""
