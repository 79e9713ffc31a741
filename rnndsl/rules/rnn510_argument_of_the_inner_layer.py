"""RNN510: an argument of the wrapped layer stands among those of its wrapper."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from .rnn001_unknown_name import pair_with_comma
from .rule import Rule, reported_elsewhere

CODE = "RNN510"


def of_the_inner_layer(key: Span, wrapper: str, inner: Span, pair: Span, arguments: Span | None) -> Diagnostic:
    """The finding for `key` among the arguments of `wrapper`, which the layer at `inner` takes.

    `pair` covers key and value, `arguments` the braces of the inner layer where it has any.
    """
    name, word = key.text, inner.text
    message = f"`{name}` is an argument of {word}, which {wrapper} wraps, but stands among those of {wrapper}"
    related = (Label(inner, f"takes `{name}`"),)
    repair = _move(pair, arguments, f"move `{name}` to the arguments of {word}")
    help = "" if repair else f"write it one level further in: `layer: {{{word}: {{…, {name}: …}}}}`"
    return Diagnostic(CODE, "error", message, key, f"not an argument of {wrapper}", related, (), help, repair)


def _move(pair: Span, arguments: Span | None, title: str) -> Fix | None:
    """Take the pair away where it stands, and put it before the closing brace of the inner layer."""
    text = arguments.text if arguments is not None else ""
    if arguments is None or arguments.source is not pair.source or "\n" in pair.text or "#" in text:
        return None
    if not (text.startswith("{") and text.endswith("}")):
        return None
    at = arguments.start + len(text[:-1].rstrip())
    added = f", {pair.text}" if text[1:-1].strip() else pair.text
    return Fix(title, (Edit(pair_with_comma(pair), ""), Edit(Span(pair.source, at, at), added)), safe=True)


RULE = Rule(
    code=CODE,
    name="argument-of-the-inner-layer",
    severity="error",
    summary="an argument of the wrapped layer stands among those of its wrapper",
    why="Bidirectional and TimeDistributed have few arguments of their own. `return_sequences`, `units` or `activation` belong "
    "to the layer that they hold, one level further in.",
    bad="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {LSTM: {units: 32}}, «return_sequences»: true}
    - LSTM: {units: 16}
    - Dense: {units: 1}
""",
    good="""\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  layers:
    - Bidirectional: {layer: {LSTM: {units: 32, return_sequences: true}}}
    - LSTM: {units: 16}
    - Dense: {units: 1}
""",
    keras="raises",
    says="return_sequences",
    triggers=("stage",),
    check=reported_elsewhere,
    fix="safe",
)
