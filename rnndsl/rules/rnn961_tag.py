"""A YAML tag: how files make a parser build objects, or run code. The language has none."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

CODE = "RNN961"


def tagged(span: Span, tag: str) -> Diagnostic:
    """The finding for a value with an explicit tag."""
    short = tag.replace("tag:yaml.org,2002:", "!!", 1)[:60]
    end = span.start
    while end < span.end and not span.text[end - span.start].isspace():
        end += 1
    return Diagnostic(
        CODE,
        "error",
        f"found the tag `{short}`; a model file holds plain values only, and loading it never builds objects or runs code",
        Span(span.source, span.start, min(end, span.start + 80)),
        help="remove the tag and write the value plainly; layers of your own are declared under `extensions`",
    )


RULE = Rule(
    code=CODE,
    name="tag",
    severity="error",
    summary="a value carries a YAML tag",
    why="A tag such as `!!python/object` makes careless loaders build objects and run code from a file. Files of models are "
    "passed around; loading one must be safe, so every tag is refused.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: «!!int» 64}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 64}\n",
    keras="",
    triggers=("stage",),
    check=reported_elsewhere,
)
