"""A name that stands for nothing: a variable, a layer that `inputs` reads, a file to extend; or one that stands for itself."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = "RNN007"
LONGEST, MANY = 60, 100  # bounds on the search for what is meant, which takes time for every pair


def near(name: str, known: Iterable[str], likeness: float = 0.65) -> str | None:
    """The known name that is meant by a misspelt one, or None if none is that much alike."""
    import difflib

    names = list(known)
    if len(names) > MANY:
        low, high, begin = len(name) - 2, len(name) + 2, name[:1].casefold()
        names = [n for n in names if low <= len(n) <= high and n[:1].casefold() == begin]
    folded = {n.casefold(): n for n in reversed(names)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    if len(name) > LONGEST:
        return None
    names = names[:MANY]
    found = difflib.get_close_matches(name, names, 1, likeness)
    return found[0] if found else None


def undefined(span: Span, noun: str, name: str, known: Iterable[str], written: str = "{}") -> Diagnostic:
    """The finding for a name that nothing defines; `written` is how a name stands in the text (`${{vars.{}}}`)."""
    names = list(known)
    meant = near(name, names)
    message = f"there is no {noun} `{name}`"
    if meant is not None:
        text = written.format(meant)
        simple = all(character.isalnum() or character in "_." for character in meant)
        fix = Fix(f"write `{meant}`", (Edit(span, text),)) if simple and span.text == written.format(name) else None
        return Diagnostic(CODE, "error", f"{message}; did you mean `{meant}`?", span, fix=fix)
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return Diagnostic(CODE, "error", message, span, help=f"there are: {listed}" if names else "")


def cyclic(span: Span, noun: str, chain: tuple[str, ...], places: tuple[Span, ...] = ()) -> Diagnostic:
    """The finding for names that lead back to themselves."""
    message = f"the {noun} leads back to itself: {' > '.join(chain)}"
    return Diagnostic(
        CODE, "error", message, span, related=tuple(Label(place, "reads") for place in places), help="break the circle"
    )


def unanswerable(span: Span, message: str, help: str = "") -> Diagnostic:
    """The finding for a name that exists but says nothing here."""
    return Diagnostic(CODE, "error", message, span, help=help)


RULE = Rule(
    code=CODE,
    name="undefined",
    severity="error",
    summary="a variable, a layer or a file that is referred to does not exist, or refers to itself",
    why="A reference that leads nowhere cannot be guessed; a circle of references never ends.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n"
    "    - LSTM: {units: 64, name: encoder}\n    - Dense: {units: 1, inputs: «enkoder»}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n"
    "    - LSTM: {units: 64, name: encoder}\n    - Dense: {units: 1, inputs: encoder}\n",
    keras="",
    fix="unsafe",
    triggers=("stage",),
    check=reported_elsewhere,
)
