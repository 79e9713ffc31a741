"""Edits of one layer's line, in the style in which the user wrote it; every other byte of the text stays as it is.

Each function returns the edits, or none at all where the text offers no place that belongs to this layer alone (an alias,
a merge, a flow mapping with comments); `fix` then gives no fix and the rule's help has to do.
"""

from __future__ import annotations

from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span
from rnndsl.ir.spec import LayerSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.ir.spec import Value

Edits = tuple[Edit, ...]


def fix(title: str, edits: Edits, safe: bool = False) -> Fix | None:
    """A fix of these edits, or None where there are none."""
    return Fix(title, edits, safe) if edits else None


def set_argument(spec: LayerSpec | None, key: str, text: str) -> Edits:
    """Give an argument a value, whether it is written already or not: `{units: 64}` to `{units: 64, key: text}`."""
    if spec is None:
        return ()
    pair = f"{key}: {text}"
    if not _own(spec):
        return _besidealias_behind(spec, pair)
    old = _written(spec).get(key)
    if old is not None:
        return replace_value(old, text)
    if spec.style == "bare":
        return _open_bare(spec, pair)
    return _append_flow(spec, pair) if spec.style == "flow" else _append_block(spec, pair)


def set_setting(section: Value | None, key: str, text: str) -> Edits:
    """Give a key of a section (`train`, `data.window`) a value, whether it is written already or not."""
    if section is None or section.via or section.key is None or not isinstance(section.data, dict):
        return ()
    written = {name: value for name, value in section.items() if not value.default}
    style = "flow" if section.span.text.startswith("{") else "block"
    return set_argument(LayerSpec("", written, section.key, section.span, style), key, text)


def replace_value(old: Value, text: str) -> Edits:
    """Another value, written on one line, in the place of an old one: of the alias, where one stands there.

    None where an anchor makes others repeat the value, or where comments stand among the lines of a block.
    """
    key, span = old.key, old.span
    if key is None:
        return (Edit(span, text),)
    alias = alias_behind(key)
    if alias is not None:
        return (Edit(alias, text),)
    if key.source is not span.source or key.end > span.start:
        return (Edit(span, text),)
    source, between = span.source, span.source.text[key.end : span.start]
    if "&" in between:
        return ()
    if "\n" not in between or span.text[:2].rstrip() != "-":
        return (Edit(span, text),)  # only the lines of a list may stand where no other value may
    if "#" in between + span.text:
        return ()
    return (Edit(Span(source, key.end + between.index(":") + 1, span.end), f" {text}"),)


def insert_line_above(spec: LayerSpec | None, text: str) -> Edits:
    """Put another layer on a line of its own above this one (block lists only)."""
    if spec is None:
        return ()
    source, start = spec.span.source, spec.span.start - spec.span.column + 1
    before = source.text[start : spec.span.start]
    if before.strip(" ") not in ("-", "- {", "-{"):
        return ()
    indent = before[: before.index("-")]
    return (Edit(Span(source, start, start), f"{indent}- {text}{_newline(spec.span)}"),)


def remove_line(spec: LayerSpec | None) -> Edits:
    """Take away a layer that has a line of a block list to itself."""
    if spec is None:
        return ()
    source, start = spec.span.source, spec.span.start - spec.span.column + 1
    before = source.text[start : spec.span.start]
    if before.strip(" ") not in ("-", "- {", "-{") or "\n" in source.text[start : spec.body.end]:
        return ()
    return (Edit(_whole_lines(Span(source, start, spec.body.end)), ""),)


def unwrap(spec: LayerSpec | None, inner: LayerSpec | None) -> Edits:
    """Replace a wrapper in flow style by the layer that it wraps."""
    if spec is None or inner is None or spec.style != "flow" or inner.style == "block":
        return ()
    text = inner.span.source.text[inner.span.start : inner.body.end]
    return (Edit(Span(spec.span.source, spec.span.start, spec.body.end), text),)


def wrap(spec: LayerSpec | None, before: str, behind: str) -> Edits:
    """Put a layer in flow style inside another one: nothing that belongs to the line itself may stand among its arguments."""
    if spec is None or spec.style != "flow" or any((spec.name, spec.inputs, spec.initial_state)) or not _own(spec):
        return ()
    source, start, end = spec.span.source, spec.span.start, spec.body.end
    return (Edit(Span(source, start, start), before), Edit(Span(source, end, end), behind))


def _besidealias_behind(spec: LayerSpec, pair: str) -> Edits:
    """`LSTM: *base` becomes `LSTM: {<<: *base, …}`; where an anchor stands, others repeat what is written."""
    alias = alias_behind(spec.span)
    return (Edit(alias, f"{{<<: {alias.text}, {pair}}}"),) if alias is not None else ()


def alias_behind(key: Span) -> Span | None:
    """The alias that stands behind a key, on the same line."""
    text, at = key.source.text, key.end
    while text[at : at + 1] in (" ", ":", '"', "'"):
        at += 1
    end = at
    while end < len(text) and text[end] not in " ,]}\t\r\n":
        end += 1
    return Span(key.source, at, end) if text[at : at + 1] == "*" else None


def _own(spec: LayerSpec) -> bool:
    """False where the arguments belong to other lines too: an alias, or an anchor that aliases may repeat."""
    text, start, end = spec.span.source.text, spec.span.end, spec.body.start
    return spec.style == "bare" or (spec.span.source is spec.body.source and start <= end and "&" not in text[start:end])


def _written(spec: LayerSpec) -> dict[str, Value]:
    """All keys that stand in the layer's own body, wiring included; what a merge or an alias brings is not among them."""
    if spec.style == "bare":
        return {}
    wiring = {"name": spec.name, "inputs": spec.inputs, "initial_state": spec.initial_state}
    everything = {**spec.args, **{key: value for key, value in wiring.items() if value is not None}}
    return {key: value for key, value in everything.items() if _inside(value.key or value.span, spec.body)}


def _inside(inner: Span, outer: Span) -> bool:
    return inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end


def _open_bare(spec: LayerSpec, pair: str) -> Edits:
    """`- Flatten` becomes `- Flatten: {…}`; where only a value may stand, braces go around it."""
    source, end = spec.span.source, spec.span.end
    if source.text[end : end + 1] == ":":
        rest = source.line(spec.span.line)[spec.span.column + len(spec.kind) :].lstrip(" ")
        return () if rest and not rest.startswith("#") else (Edit(Span(source, end + 1, end + 1), f" {{{pair}}}"),)
    before = source.text[spec.span.start - spec.span.column + 1 : spec.span.start].rstrip()
    whole = f"{spec.span.text}: {{{pair}}}"
    return (Edit(spec.span, f"{{{whole}}}" if before.endswith(":") else whole),)


def _append_flow(spec: LayerSpec, pair: str) -> Edits:
    source, body = spec.body.source, spec.body
    if not (body.text.startswith("{") and body.text.endswith("}")):
        return ()
    ends = [value.span.end for value in _written(spec).values() if _inside(value.span, body)]
    if not ends and body.text[1:-1].lstrip().startswith("<<") and "#" not in body.text:
        return (Edit(Span(source, body.start + 1, body.start + 1), f"{pair}, "),)
    if not ends and (body.text[1:-1].strip() or "#" in body.text):
        return ()
    at = max(ends) if ends else body.start + 1
    return (Edit(Span(source, at, at), f", {pair}" if ends else pair),)


def _append_block(spec: LayerSpec, pair: str) -> Edits:
    """A line below the last argument that is written on one line, so that its comment stays its own."""
    source, body, keys = spec.body.source, spec.body, _written(spec)
    key = next((value.key for value in keys.values() if value.key is not None), None)
    if key is None and body.text.startswith("<<"):
        key = body
    if key is None:
        return ()
    indent = source.text[key.start - key.column + 1 : key.start]
    if indent.strip(" "):
        return ()
    lines = [value for value in keys.values() if _plain(value)]
    if not lines:
        return (Edit(Span(source, key.start, key.start), f"{pair}{_newline(key)}{indent}"),)
    last = max(lines, key=lambda value: value.span.end).span
    end = _whole_lines(last).end
    text = source.text[last.end : end]
    at = last.end + len(text.rstrip("\r\n"))
    return (Edit(Span(source, at, at), f"{_newline(key)}{indent}{pair}"),)


def _plain(value: Value) -> bool:
    """True for a value that begins and ends on the line of its key."""
    key, span = value.key or value.span, value.span
    return key.source is span.source and "\n" not in span.source.text[key.start : span.end]


def _whole_lines(span: Span) -> Span:
    """The lines that a span touches, their ends included."""
    text = span.source.text
    end = text.find("\n", span.end)
    return Span(span.source, text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end + 1)


def _newline(span: Span) -> str:
    """How lines end where a span stands."""
    text = span.source.text
    end = text.find("\n", span.end)
    end = text.find("\n") if end < 0 else end
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
