"""What the walk says about a mistake: which rule speaks, with which words. Imported when the first mistake is found.

Functions that can tell what was meant return it, so that the walk goes on as if it had been written.
"""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.record import replace
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import (
    REQUIRED,
    Bool,
    Choice,
    Closed,
    Const,
    Entry,
    Field,
    Float,
    Int,
    LayerField,
    LayersField,
    ListOf,
    MapOf,
    NamedField,
    OneKey,
    Percent,
    Str,
)
from rnndsl.layers import kind, kind_names
from rnndsl.objects import group
from rnndsl.rules import rnn001_unknown_name as rnn001
from rnndsl.rules import rnn002_duplicate as rnn002
from rnndsl.rules import rnn003_scalar_trap as rnn003
from rnndsl.rules import rnn004_keras_2_argument as rnn004
from rnndsl.rules import rnn007_undefined as rnn007
from rnndsl.rules import rnn008_wrong_value as rnn008
from rnndsl.rules import rnn505_no_direction as rnn505
from rnndsl.rules import rnn510_argument_of_the_inner_layer as rnn510
from rnndsl.rules.edits import alias_behind

from .alternatives import fits
from .alternatives import options_of as options
from .wrapped import MANY, inner_layer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.ir.spec import Value

    from .document import Node, Pair
    from .walk import Table, Walk


def _add(walk: Walk, diagnostic: Diagnostic) -> None:
    """Report a finding; inside a variable, with the place that uses it."""
    if walk.uses:
        used = tuple(Label(place, "used here") for place in reversed(walk.uses))
        diagnostic = replace(diagnostic, related=(*diagnostic.related, *used))
    walk.report.add(diagnostic)


def _full(walk: Walk) -> bool:
    """True if the report takes no more findings, so that none need be composed: a hostile file may have a million."""
    return not walk.report.has_room()


def _key(key: Span | None) -> str:
    return rnn008.shorten(key.text.strip("'\"")) if key is not None else ""


# Scalars


def wrong_scalar(walk: Walk, field: Field, data: Any, node: Node, key: Span | None) -> Any:
    """Report a scalar that is not what the field takes; returns what is meant, or UNKNOWN."""
    if _full(walk):
        return UNKNOWN
    span = walk.span(node)
    choices = options(field)
    named = next((o for o in choices if isinstance(o, NamedField)), None)
    if named is not None and isinstance(data, str):
        return _wrong_object(walk, named, data, span)
    found = rnn003.trap(span, _key(key), data, _wants(choices))
    if found is None:
        fix = _meant(choices, data, span)
        found = rnn008.wrong_value(span, _key(key), _expected(choices, data), fix=fix)
    _add(walk, found)
    return UNKNOWN


def _wrong_object(walk: Walk, field: NamedField, data: str, span: Span) -> Any:
    named = group(field.group).get(data)
    if named is None:
        return unknown_object(walk, span, data, field) or UNKNOWN
    needed = [entry for entry in named.parameters if entry.default is REQUIRED]
    arguments = ", ".join(f"{entry.name}: …" for entry in needed)
    _add(walk, rnn008.wrong(span, f"{data} lacks `{needed[0].name}`", help=f"write `{data}: {{{arguments}}}`"))
    return UNKNOWN


def _wants(choices: Sequence[Field]) -> frozenset[str]:
    wants = set()
    for option in choices:
        if isinstance(option, Bool):
            wants.add("bool")
        elif isinstance(option, (Int, Float)):
            wants.add("number")
        elif isinstance(option, Str) and not option.path:
            wants.add("text")
    return frozenset(wants)


def _expected(choices: Sequence[Field], data: Any) -> str:
    """What is wanted, in words; ranges first where the type is right."""
    simple = [o for o in choices if not (isinstance(o, ListOf) and o.single)]
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        number = (Int, Float) if isinstance(data, int) else Float
        simple = [o for o in simple if isinstance(o, number)] or simple
    return " or ".join(dict.fromkeys(_form(option) for option in simple))


def _form(option: Field) -> str:
    if isinstance(option, (Closed, OneKey, MapOf)):
        noun = option.noun if not isinstance(option, MapOf) else f"a mapping by {option.noun}"
        keys = [entry.name for entry in option.entries] if not isinstance(option, MapOf) else []
        return noun + (f" (a mapping with {', '.join(keys)})" if keys else "")
    return option.expects


def _meant(choices: Sequence[Field], data: Any, span: Span) -> Fix | None:
    """The repair of a value that can only mean one thing: a misspelt word, `0.2` for `20%`, one value for a list of one."""
    words = [word for option in choices if isinstance(option, Choice) for word in option.words]
    word = rnn007.near(data, words, 0.75) if isinstance(data, str) and words else None
    if word is not None:
        return Fix(f"write `{word}`", (Edit(span, word),), safe=True)
    if isinstance(data, float) and 0 < data < 1 and any(isinstance(option, Percent) for option in choices):
        return Fix(f"write `{data * 100:g}%`", (Edit(span, f"{data * 100:g}%"),), safe=True)
    listed = any(isinstance(option, ListOf) and option.low <= 1 and fits(option.item, data) for option in choices)
    if listed and data is not None and not set(span.text) & set("[]{},#"):
        return Fix("make it a list", (Edit(span, f"[{span.text}]"),), safe=True)
    return None


def wrong_form(walk: Walk, field: Field, node: Node, key: Span | None) -> None:
    """Report a list or a mapping (or a scalar) that should be something else."""
    choices = options(field)
    span = walk.span(node)
    sized = next((o for o in choices if isinstance(o, ListOf)), None)
    if node.id == "sequence" and sized is not None:
        _add(walk, rnn008.wrong(span, f"`{_key(key)}` has {len(node.value)} values, expected {_size(sized)}"))
        return
    if not node.value and isinstance(choices[0], LayersField):
        _add(walk, rnn008.wrong(span, f"`{_key(key)}` is empty, expected at least one layer"))
        return
    expected = _expected(choices, None)
    named = next((o for o in choices if isinstance(o, (NamedField, OneKey, LayerField))), None)
    if node.id == "mapping" and named is not None:
        expected = f"one key, which names {'a layer' if isinstance(named, LayerField) else 'what is meant'}"
        found = f"a mapping with {len(node.value)} keys" if node.value else "an empty mapping"
    else:
        words = {"sequence": "a list", "mapping": "a mapping"}
        found = words[node.id] if node.id in words else rnn008.shorten(node.value) or "nothing"
    what = f"`{_key(key)}` is {found}" if key is not None else f"found {found}"
    _add(walk, rnn008.wrong(_first_line(span), f"{what}, expected {expected}"))


def _size(field: ListOf) -> str:
    if field.high is None:
        return f"at least {field.low}"
    return str(field.low) if field.low == field.high else f"{field.low} to {field.high}"


def _first_line(span: Span) -> Span:
    """The part of a span on its first line, so that no excerpt marks a whole section."""
    line = span.text.split("\n", 1)[0].rstrip()
    return Span(span.source, span.start, span.start + len(line))


# Keys


def odd_key(
    walk: Walk, word: Node, node: Node, table: Table, pairs: Sequence[Pair], found: dict[str, Value], owner: str
) -> str | None:
    """Report a key that is unknown or repeated; returns the key that is meant, if it is still free."""
    if _full(walk):
        return None
    span = walk.span(word)
    if word.id != "scalar":
        _add(walk, rnn008.wrong(_first_line(span), "a key must be a text, found a list or a mapping"))
        return None
    name: str = word.value
    if name in table:
        first = next(other for other, _ in pairs if other.id == "scalar" and (other.value == name or other.value not in table))
        _add(walk, rnn002.duplicate(span, name, walk.span(first)))
        return None
    value = alias_behind(span) or walk.span(node)
    pair = Span(span.source, span.start, value.end if value.source is span.source and value.end > span.end else span.end)
    if name in rnn004.GONE:
        _add(walk, rnn004.keras_2_argument(span, name, owner, pair))
        return None
    inner = inner_layer(walk, name, pairs) if "layer" in table else None
    if inner is not None:
        _add(walk, rnn510.of_the_inner_layer(span, owner, inner[0], pair, inner[1]))
        found.update({"layer": replace(found["layer"], data=UNKNOWN)} if "layer" in found else {})
        return None
    written = {other.value for other, _ in pairs[:MANY] if other.id == "scalar"}
    free = [key for key in table if key not in written and key not in found]
    diagnostic, meant = rnn001.unknown_key(span, name, owner, free, pair)
    if meant is None and free != list(table):
        diagnostic, _ = rnn001.unknown_key(span, name, owner, list(table), pair)
        diagnostic = replace(diagnostic, fix=None) if diagnostic.fix and "remove" not in diagnostic.fix.title else diagnostic
    _add(walk, diagnostic)
    return meant


def odd_name(walk: Walk, noun: str, name: str, value: Value) -> None:
    """Report a key that names an input, a target or a block, and cannot be a name."""
    _add(walk, rnn008.wrong_value(value.key or value.span, "", f"the name of the {noun}: letters, digits and `_`"))


def missing(walk: Walk, owner: str, entry: Entry, place: Span) -> None:
    """Report a key that must be there and is not."""
    if isinstance(entry.type, Const) and entry.name == "rnndsl":
        _add(walk, rnn008.version_missing(place))
        return
    expected = _expected(options(entry.type), None)
    _add(walk, rnn008.missing(_first_line(place), owner, entry.name, entry.doc, expected))


# Layers and objects


def unknown_layer(walk: Walk, word: Node, field: LayerField, wired: bool) -> str | None:
    """Report a layer that does not exist, or may not stand here; returns the layer that is meant."""
    if _full(walk):
        return None
    names = list(field.kinds) or [*kind_names(), *walk.own]
    if word.value in walk.own and walk.own[word.value].kind is None:
        return None  # its declaration is mistaken, and said so
    known = kind(word.value)
    if known is not None and known.operation:
        message = f"found `{word.value}`, an operation of keras.ops, expected a layer"
        _add(walk, rnn008.wrong(walk.span(word), message, help="an operation has no layer object: give it a line of its own"))
        return None
    if "LSTM" in field.kinds and known is not None:
        _add(walk, rnn505.no_direction(walk.span(word), word.value))
        return None
    if word.value in walk.own or word.value in kind_names():
        _add(walk, rnn008.wrong_value(walk.span(word), "", f"one of {', '.join(names)}"))
        return None
    diagnostic, meant = rnn001.unknown_layer(walk.span(word), word.value, names + (["use", "repeat", "block"] if wired else []))
    _add(walk, diagnostic)
    return meant


def unknown_object(walk: Walk, span: Span, name: str, field: NamedField) -> str | None:
    """Report an object that Keras has not; returns the one that is meant."""
    if _full(walk):
        return None
    diagnostic, meant = rnn001.unknown_object(span, name, field.group, group(field.group))
    _add(walk, diagnostic)
    return meant


def no_arguments(walk: Walk, body: Node, name: str, parameters: Sequence[Entry]) -> None:
    """Report a scalar or a list that stands where arguments belong."""
    span = walk.span(body)
    needed = [entry for entry in parameters if entry.default is REQUIRED]
    fix = None
    plain = body.id == "scalar" and not body.style and not any(sign in span.text for sign in '\n{}[],#"')
    if len(needed) == 1 and plain:
        text = f"{{{needed[0].name}: {span.text}}}"
        fix = Fix(f"name the argument: `{text}`", (Edit(span, text),), safe=True)
    example = needed[0].name if needed else parameters[0].name if parameters else "key"
    what = rnn008.shorten(span.text)
    _add(
        walk,
        rnn008.wrong(_first_line(span), f"{name} is followed by {what}, expected its arguments: `{{{example}: …}}`", fix=fix),
    )


def beside(walk: Walk, pairs: Sequence[Pair]) -> None:
    """Report arguments that stand beside their layer instead of under it, or a second layer: once for the line."""
    word, other = pairs[0][0], pairs[1][0]
    if other.id != "scalar":
        return
    if kind(other.value) is not None:
        message = f"found a second layer, `{other.value}`, in the line of `{word.value}`"
        _add(walk, rnn008.wrong(walk.span(other), message, help="a line holds one layer: begin another line with `- `"))
        return
    _add(walk, rnn008.beside(walk.span(other), other.value, word.value, walk.span(word)))
