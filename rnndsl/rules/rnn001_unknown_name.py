"""A key, layer or named object that the language does not know, with the word that is meant."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span
from rnndsl.layers._refused import REFUSED

from . import foreign_words
from .rnn007_undefined import near
from .rnn008_wrong_value import shorten
from .rule import Rule, reported_elsewhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CODE = "RNN001"
FEW = 40  # names that a reader looks through
NOUNS = {"losses": "loss"}


def unknown_key(
    span: Span, key: str, owner: str, known: Sequence[str], pair: Span | None = None
) -> tuple[Diagnostic, str | None]:
    """The finding for a key that `owner` has not, and the key that is meant, if any.

    `pair` covers key and value, for words that have to go altogether.
    """
    word = key.casefold()
    head = f"{owner} has no key `{shorten(key)}`"
    meant = foreign_words.ARGUMENTS.get(word)
    if meant in known and meant is not None:
        return _renamed(span, f"{head}; Keras calls it `{meant}`", meant), meant
    if word in foreign_words.REMOVED:
        fix = Fix(f"remove `{key}`", (Edit(pair_with_comma(pair), ""),), safe=True) if pair is not None else None
        advice = foreign_words.REMOVED[word]
        return Diagnostic(CODE, "error", f"{head}", span, help=advice, fix=fix), None
    if word in foreign_words.ADVICE:
        return Diagnostic(CODE, "error", head, span, help=foreign_words.ADVICE[word]), None
    meant = near(key, known)
    if meant is not None:
        return _renamed(span, f"{head}; did you mean `{meant}`?", meant), meant
    advice = "it has: " + ", ".join(known) if known else "remove it: nothing may stand here"
    return Diagnostic(CODE, "error", head, span, help=advice), None


def unknown_layer(span: Span, name: str, known: Iterable[str]) -> tuple[Diagnostic, str | None]:
    """The finding for a layer that the language has not, and the one that is meant, if any."""
    names = sorted(known)
    head = f"there is no layer `{shorten(name)}`"
    word = name.casefold().replace("_", "").replace("-", "")
    reason = next((found for refused, found in REFUSED.items() if refused.casefold() == word), None)
    if reason is not None:
        return Diagnostic(
            CODE, "error", f"a file cannot hold the layer `{shorten(name)}`: {reason[0]}", span, help=reason[1]
        ), None
    if word in foreign_words.LAYER_ADVICE:
        return Diagnostic(CODE, "error", head, span, help=foreign_words.LAYER_ADVICE[word]), None
    meant = foreign_words.LAYERS.get(word) or {n.casefold(): n for n in names}.get(word)
    if meant is not None and meant in names:
        return _renamed(span, f"{head}; Keras calls it `{meant}`", meant), meant
    meant = near(name, names)
    if meant is not None:
        return _renamed(span, f"{head}; did you mean `{meant}`?", meant), meant
    every = "a layer of keras.layers or an operation of keras.ops by Keras' own name, or one of `extensions`"
    help = "there are: " + ", ".join(names) if len(names) <= FEW else every
    return Diagnostic(CODE, "error", head, span, help=help), None


def unknown_object(span: Span, name: str, group: str, known: Iterable[str]) -> tuple[Diagnostic, str | None]:
    """The finding for a loss, optimizer, activation … that Keras has not, and the one that is meant, if any."""
    names = list(known)
    noun = NOUNS.get(group, group.removesuffix("s"))
    head = f"Keras has no {noun} `{shorten(name)}`"
    meant = foreign_words.OBJECTS.get(name.casefold())
    if meant in names and meant is not None:
        return _renamed(span, f"{head}; it calls it `{meant}`", meant), meant
    meant = near(name, names)
    if meant is not None:
        return _renamed(span, f"{head}; did you mean `{meant}`?", meant), meant
    return Diagnostic(CODE, "error", head, span, help="there are: " + ", ".join(sorted(set(names)))), None


def _renamed(span: Span, message: str, meant: str, safe: bool = True) -> Diagnostic:
    fix = Fix(f"write `{meant}`", (Edit(span, meant),), safe)
    return Diagnostic(CODE, "error", message, span, fix=fix)


def pair_with_comma(span: Span) -> Span:
    """A pair of a mapping with the comma, or the whole line, that goes with it."""
    text, start, end = span.source.text, span.start, span.end
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    if not text[line_start:start].strip() and not text[end:line_end].split("#")[0].strip():
        return Span(span.source, line_start, line_end)
    after = end + len(text[end:]) - len(text[end:].lstrip(" "))
    if text[after : after + 1] == ",":
        after += 1
        return Span(span.source, start, after + len(text[after:]) - len(text[after:].lstrip(" ")))
    before = len(text[:start].rstrip())
    return Span(span.source, before - 1, end) if text[before - 1 : before] == "," else span


RULE = Rule(
    code=CODE,
    name="unknown-name",
    severity="error",
    summary="a key, a layer or one of Keras' objects is not known by this name",
    why="A misspelt key that is skipped in silence trains another model than the one you wrote. The language is closed: names "
    "are those of Keras, exactly, and words of other libraries are translated.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {«untis»: 64}\n    - Dense: {units: 1}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64}\n    - Dense: {units: 1}\n",
    keras="raises",
    says="missing 1 required positional argument: 'units'",
    fix="safe",
    triggers=("stage",),
    check=reported_elsewhere,
)
