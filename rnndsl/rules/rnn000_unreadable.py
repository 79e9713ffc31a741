"""Text that is no YAML, or none that a model file could be."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Source, Span

from .rule import Rule, reported_elsewhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    import yaml

CODE = "RNN000"


def unreadable(span: Span, message: str, help: str = "", related: tuple[Label, ...] = ()) -> Diagnostic:
    """The finding for a text that cannot be taken as a model file at all."""
    return Diagnostic(CODE, "error", message, span, related=related, help=help)


def control_character(span: Span) -> Diagnostic:
    """The finding for a character that YAML does not allow in any text."""
    found = f"U+{ord(span.text):04X}"
    noun = "the file is binary, or was cut off" if span.text == "\0" else "YAML allows no such control character"
    return unreadable(span, f"found the character {found}: {noun}", "remove the character, or save the file as UTF-8 text")


def syntax(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    """The finding for what libyaml could not scan or parse, in words that say what to do."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(source.text)) if mark is not None else 0
    span = Span(source, at, min(at + 1, len(source.text)))
    problem = str(error.problem or error.context or "not YAML")
    if problem == "but found another document":
        return unreadable(
            span, "found a second document; a model file holds exactly one", "remove `---`, or make it a file of its own"
        )
    if source.text[at : at + 1] == "\t" or "\t" in source.line(span.line)[: span.column]:
        return unreadable(span, "found a tab where YAML indents with spaces only", "replace the tab by spaces")
    message, help = _translate(problem)
    context = error.context_mark
    related: tuple[Label, ...] = ()
    if context is not None and error.context and abs(context.index - at) < 2000 and context.index < at:
        start = min(context.index, len(source.text))
        related = (Label(Span(source, start, min(start + 1, len(source.text))), str(error.context)),)
    return unreadable(span, message, help, related)


_TRANSLATIONS = (
    (
        "mapping values are not allowed",
        "found `:` where no value can begin",
        "indent the line like its neighbours, or quote the text",
    ),
    ("could not find expected ':'", "a key without `:`", "write `key: value`; quote a text that spans lines"),
    (
        "did not find expected ',' or",
        "a list or mapping in brackets is not closed, or lacks a comma",
        "check brackets, braces and commas",
    ),
    ("did not find expected key", "the indentation fits no line above", "indent the line like its neighbours"),
    ("did not find expected '-' indicator", "the indentation fits no line above", "indent the line like its neighbours"),
    ("did not find expected node content", "a value is missing", "write the value, or quote it"),
    ("found unexpected end of stream", "the file ends inside a quoted text", "close the quotes"),
    (
        "found undefined alias",
        "`*` refers to an anchor (`&name`) that is not defined above",
        "define the anchor above, or quote the text",
    ),
    ("found character that cannot start any token", "this character cannot begin a value", "quote the text"),
    (
        "found unknown escape character",
        'an unknown escape in a text in "double quotes"',
        "use 'single quotes', where a backslash is itself",
    ),
)


def _translate(problem: str) -> tuple[str, str]:
    for start, message, help in _TRANSLATIONS:
        if problem.startswith(start):
            return message, help
    return f"not YAML: {problem}", ""


RULE = Rule(
    code=CODE,
    name="unreadable",
    severity="error",
    summary="the text is no YAML that a model file could be",
    why="Nothing can be said about a model before its text can be read. Tabs, open brackets, a second document, values nested "
    "without end and control characters stop here, with the place where reading failed.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64\n    - Dense«:» {units: 1}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64}\n    - Dense: {units: 1}\n",
    keras="",
    triggers=("stage",),
    check=reported_elsewhere,
)
