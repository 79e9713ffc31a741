"""RNN808: a column that is not there, never changes, or holds something else than is needed."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit
from rnndsl.diagnostics.span import Span
from rnndsl.ir.facts import Column, Use

from ._sales import SALES, forecast
from .edits import fix
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN808"
READS = ("number", "category", "text", "time")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per column name, at the first place that mentions it."""
    header, columns = view.facts.details.get("header"), view.facts.details.get("columns", {})
    if header is None:
        return
    uses: dict[str, list[Use]] = {}
    for use in view.facts.details.get("uses", ()):
        uses.setdefault(use.column, []).append(use)
    for name, found in uses.items():
        found.sort(key=lambda use: use.value.span.start)
        if name not in header:
            yield _missing(view, name, found, header)
        elif name in columns:
            yield from _wrong_kind(found, columns[name])


def _missing(view: View, name: str, uses: list[Use], header: tuple[str, ...]) -> Diagnostic:
    from .rnn007_undefined import near

    folded = {column.lower(): column for column in reversed(header)}
    meant = folded.get(near(name.lower(), folded, 0.6) or "", "")
    hint = f"; did you mean `{meant}`?" if meant else ""
    shown = ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
    source = view.spec.get("data", "source")
    related = [Label(source.span, f"its columns are {shown}")] if source is not None else []
    related += [Label(use.value.span, "here too") for use in uses[1:]]
    edits = tuple(Edit(_word(use.value.span), meant) for use in uses) if meant and _plain(meant) else ()
    repair = fix(f"write `{meant}`", tuple(dict.fromkeys(edits)))
    help = "" if repair else f"use one of: {shown}"
    message = f"there is no column `{name}` in the data{hint}"
    return Diagnostic(CODE, "error", message, uses[0].value.span, "not in the header", tuple(related), (), help, repair)


def _word(span: Span) -> Span:
    """The characters of a name without its quotes."""
    text = span.text
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return Span(span.source, span.start + 1, span.end - 1) if quoted else span


def _plain(name: str) -> bool:
    """True for a name that YAML reads as a text without quotes."""
    return name.replace("_", "a").replace(" ", "a").replace("-", "a").isalnum() and name[0].isalpha() and name == name.strip()


def _wrong_kind(uses: list[Use], column: Column) -> Iterator[Diagnostic]:
    """Text where numbers are needed, nothing at all, or always the same."""
    use = next((use for use in uses if use.role in READS), None)
    number = next((use for use in uses if use.role == "number"), None)
    if use is None:
        return
    if column.kind == "empty":
        yield _finding("error", use, f"the column `{column.name}` is empty: all {column.seen} rows lack a value", "no values")
    elif number is not None and column.kind == "text":
        message = f"the column `{column.name}` holds text (`{column.example}` in row {column.row}), but numbers are needed here"
        help = f"read it as `category: {column.name}` or `text: {column.name}`, or clean the column"
        yield _finding("error", number, message, "text", help)
    elif column.constant is not None and column.complete and column.seen > 1:
        judged = number or next((use for use in uses if use.role == "category"), None)
        if judged is not None:
            noun = "a number that never changes carries no information" if number else "there is only one class to tell"
            message = f"the column `{column.name}` is `{column.constant}` in all {column.seen} rows: {noun}"
            yield _finding("warning", judged, message, "constant", "leave it out, or choose another column")


def _finding(severity: str, use: Use, message: str, label: str, help: str = "choose another column") -> Diagnostic:
    return Diagnostic(CODE, severity, message, use.value.span, label, help=help)


RULE = Rule(
    code=CODE,
    name="column",
    severity="error",
    summary="a column that is missing, constant, or of the wrong kind",
    why="A misspelt column stops training at the first read. A column that never changes, or that holds text where numbers are "
    "needed, is found only by looking at the data.",
    bad=forecast(column="«Sale»"),
    good=forecast(),
    keras="",
    fix="unsafe",
    triggers=("data",),
    check=check,
    data=SALES,
)
