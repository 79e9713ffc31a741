"""A value of the wrong type or out of range, a missing key, a line that is no layer."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

CODE = "RNN008"
SHOWN = 40


def shorten(text: str) -> str:
    """A text of the file as messages quote it: one line, at most `SHOWN` characters."""
    flat = " ".join(text[: SHOWN * 3].split())
    return flat if len(flat) <= SHOWN and len(text) <= SHOWN * 3 else flat[: SHOWN - 1] + "…"


def wrong_value(span: Span, what: str, expected: str, *, label: str = "", help: str = "", fix: Fix | None = None) -> Diagnostic:
    """The finding for a value that is not what its key takes: `what` names the key."""
    found = shorten(span.text) or "nothing"
    message = f"`{what}` is {found}, expected {expected}" if what else f"found {found}, expected {expected}"
    return Diagnostic(CODE, "error", message, span, label=label, help=help, fix=fix)


def wrong(span: Span, message: str, *, label: str = "", help: str = "", fix: Fix | None = None) -> Diagnostic:
    """The finding with a message of its own."""
    return Diagnostic(CODE, "error", message, span, label=label, help=help, fix=fix)


def missing(span: Span, owner: str, key: str, doc: str, expected: str) -> Diagnostic:
    """The finding for a key that must be given and is not."""
    return Diagnostic(
        CODE, "error", f"{owner} lacks `{key}`, {expected}", span, label=f"`{key}` is missing", help=f"add `{key}`: {doc}"
    )


def version_missing(span: Span) -> Diagnostic:
    """The finding for a file that does not say which version of the language it is written in."""
    text, fix = span.source.text, None
    if span.column == 1 and not text.startswith("{", span.start):
        newline = "\r\n" if "\r\n" in text[:1000] else "\n"
        at = span.start if "---" in text[: span.start] else 0  # above `---` it would be a document of its own
        edit = Edit(Span(span.source, at, at), f"rnndsl: 1{newline}")
        fix = Fix("say that the file is written in version 1 of the language", (edit,), safe=True)
    return Diagnostic(CODE, "error", "the file lacks `rnndsl: 1`, the version of the language", span, fix=fix)


def beside(span: Span, key: str, layer: str, place: Span) -> Diagnostic:
    """The finding for an argument that stands beside its layer, one level too far to the left."""
    return Diagnostic(
        CODE,
        "error",
        f"`{key}` stands beside `{layer}`, expected under it",
        span,
        related=(Label(place, "a line holds one layer"),),
        help=f"indent `{key}` further than `{layer}`, or write `{layer}: {{{key}: …}}`",
    )


RULE = Rule(
    code=CODE,
    name="wrong-value",
    severity="error",
    summary="a value has the wrong type or is out of range, or a key that must be there is not",
    why="Keras raises for some of these after seconds of start-up, with a trace of its own source. Others it bends silently: "
    "`Dropout(rate=20)` is clamped and drops everything.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: «0»}\n    - Dense: {units: 1}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64}\n    - Dense: {units: 1}\n",
    keras="raises",
    says="units",
    triggers=("stage",),
    check=reported_elsewhere,
)
