"""RNN006: a comment that silences nothing."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere


def unused(code: str, span: Span, comment: Span, alone: bool, whole: bool = False) -> Diagnostic:
    """The finding for one code of a comment; `alone` if the comment names no other, `whole` if it speaks for its file."""
    if not code:
        message, label = "this comment names no rule, so it silences nothing", "expected ignore[RNN…]"
    else:
        message, label = (
            f"nothing {'in this file' if whole else 'on this line'} breaks {code}, so the comment silences nothing",
            "unused",
        )
    title = "remove the comment" if alone else f"remove {code} from the comment"
    edit = Edit(_with_blanks(comment) if alone else _with_comma(span), "")
    return Diagnostic("RNN006", "warning", message, span, label, fix=Fix(title, (edit,), safe=True))


def _with_blanks(comment: Span) -> Span:
    """The comment and the blanks before it, or its whole line where nothing else stands on it.

    Words that follow (`# rnndsl: ignore[RNN402] because …`) are part of the comment.
    """
    text, source = comment.source.text, comment.source
    stop = text.find("\n", comment.end)
    stop = len(text) if stop < 0 else stop
    start = comment.start
    while start and text[start - 1] in " \t":
        start -= 1
    if start and text[start - 1] != "\n":
        return Span(source, start, stop - (1 if text[stop - 1 : stop] == "\r" else 0))
    return Span(source, start, min(stop + 1, len(text)))


def _with_comma(span: Span) -> Span:
    """A code of several, with the comma that would be left over."""
    text, start, end = span.source.text, span.start, span.end
    while text[end : end + 1] in (" ", ","):
        end += 1
    while text[end : end + 1] == "]" and text[start - 1] in " ,":
        start -= 1
    return Span(span.source, start, end)


RULE = Rule(
    code="RNN006",
    name="unused-suppression",
    severity="warning",
    summary="a `# rnndsl: ignore[…]` comment silences nothing",
    why="The reason for the comment is gone, or it names the wrong code or line. Left in place it would silence a mistake "
    "that somebody makes there later.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 1]}
  layers:
    - LSTM: {units: 64}  # rnndsl: ignore[«RNN201»]
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 1]}
  layers:
    - LSTM: {units: 64}
    - Dense: {units: 1}
""",
    keras="",
    triggers=("stage",),
    check=reported_elsewhere,
    fix="safe",
)
