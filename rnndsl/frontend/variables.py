"""`${…}`: what `vars` and the environment answer is put in place here; facts of data and layers wait for `resolve`.

A variable means what is written in its entry under `vars`, walked as if it stood in the place that uses it: it may be a whole
mapping, and a mistake in it is reported once, in the entry, however often it is used.
"""

from __future__ import annotations

import os
import re

from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import Either, Field, Float, Int, ListOf, Str
from rnndsl.ir.spec import Value, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rnndsl.diagnostics.diagnostic import Diagnostic

    from .document import Node
    from .walk import Walk

REFERENCE = re.compile(r"\$\{([^${}]*)\}")
_FACT = re.compile(r"data\.\w+\.\w+|(?!data\.)\w+\.\w+")
MAX_OPENED = 20
MAX_FILLED_IN = 20_000


def answer(walk: Walk, field: Field, node: Node, key: Span | None) -> Value:
    """The Value of a scalar that contains `${…}`."""
    whole = REFERENCE.fullmatch(node.value.strip())
    if whole is not None:
        return _whole(walk, field, node, key, whole[1].strip())
    text = _interpolated(walk, field, node)
    if text is None:
        return Value(UNKNOWN, walk.span(node), key)
    return walk.scalar(field, text, node, key)


def _whole(walk: Walk, field: Field, node: Node, key: Span | None, name: str) -> Value:
    here = walk.span(node)
    section, _, rest = name.partition(".")
    if section == "vars":
        return _variable(walk, field, key, here, rest)
    if section == "env":
        found = _environment(walk, field, here, rest)
        return Value(UNKNOWN, here, key) if found is None else Value(found, here, key)
    if not _FACT.fullmatch(name):
        return _report(walk, here, key, *_malformed(name))
    if not _takes_numbers(field):
        return _report(walk, here, key, f"`${{{name}}}` is a number, expected {field.expects}")
    if not walk.in_layers and type(field) is not Field:
        return _report(
            walk, here, key, f"`${{{name}}}` is not known here", "facts of data and layers can be used under `layers:`"
        )
    return Value(Variable(tuple(name.split("."))), here, key)


def _malformed(name: str) -> tuple[str, str]:
    help = "write `${vars.NAME}`, `${data.TARGET.classes}`, `${LAYER.vocabulary_size}`, or `${env.NAME}` in a path"
    return f"`${{{name[:40]}}}` refers to nothing", help


def _variable(walk: Walk, field: Field, key: Span | None, here: Span, path: str) -> Value:
    """The value of an entry under `vars`, walked as a `field`."""
    found = walk.variables.get(path.partition(".")[0])
    if path in walk.opened or len(walk.opened) > MAX_OPENED:
        from rnndsl.rules.rnn007_undefined import cyclic

        if path in walk.opened and path != min(walk.opened[walk.opened.index(path) :]):
            return Value(UNKNOWN, here, key)  # under `vars` a circle is met at each of its members: one of them tells
        return _add(walk, cyclic(here, "variable", tuple(f"vars.{name}" for name in (*walk.opened, path))), key)
    node = None if found is None else _below(walk, found[0], path.split(".")[1:])
    if walk.filled_in > MAX_FILLED_IN:
        if not walk.report.has_room():
            return Value(UNKNOWN, here, key)
        from rnndsl.rules.rnn963_alias_bomb import expanding_variables

        return _add(walk, expanding_variables(here, MAX_FILLED_IN), key)
    if found is None or node is None:
        if not walk.report.has_room():
            return Value(UNKNOWN, here, key)
        from rnndsl.rules.rnn007_undefined import undefined

        return _add(walk, undefined(here, "variable", path, sorted(walk.variables), "${{vars.{}}}"), key)
    opened, uses = walk.opened, walk.uses
    walk.opened, walk.uses = (*opened, path), (*uses, here)
    value = walk.within(found[1], lambda: walk.value(field, node, key))
    walk.opened, walk.uses = opened, uses
    return Value(value.data, here, key, (value.span, *value.via))


def _below(walk: Walk, node: Node, path: list[str]) -> Node | None:
    """The node below a path of keys; None where there is none."""
    below: Node | None = node
    for name in path:
        pairs = walk.pairs(below) if below is not None and below.id == "mapping" else []
        below = next((value for word, value in pairs if word.id == "scalar" and word.value == name), None)
    return below


def _environment(walk: Walk, field: Field, here: Span, name: str) -> str | None:
    """The text of an environment variable, only where a path is expected; None, reported, elsewhere."""
    if not _takes_paths(field):
        _report(walk, here, None, f"`${{env.{name}}}` can stand only in a path", "use `vars:` or `--set` for other values")
        return None
    if name not in os.environ:
        _report(walk, here, None, f"the environment variable `{name}` is not set", f"set it: `export {name}=…`")
        return None
    return os.environ[name]


def _interpolated(walk: Walk, field: Field, node: Node) -> str | None:
    """A text with its variables filled in; None, reported, where one cannot be."""
    parts: list[str] = []
    at, text = 0, node.value
    here = walk.span(node)
    for found in REFERENCE.finditer(text):
        section, _, rest = found[1].strip().partition(".")
        part: Any = None
        if section == "env":
            part = _environment(walk, field, here, rest)
        elif section == "vars":
            part = _variable(walk, Field(), None, here, rest).data
        else:
            _report(walk, here, None, *_inside_text(found[1].strip()))
        if part is None or isinstance(part, (dict, tuple, Variable)) or part is UNKNOWN:
            return None
        parts += [text[at : found.start()], str(part)]
        at = found.end()
    if not parts:
        _report(walk, here, None, "`${` is not closed, or empty", "write `${vars.NAME}`")
        return None
    return "".join([*parts, text[at:]])


def _inside_text(name: str) -> tuple[str, str]:
    return f"`${{{name[:40]}}}` cannot be part of a longer text", "only variables under `vars` and, in paths, `env` can"


def _takes_numbers(field: Field) -> bool:
    if isinstance(field, Either):
        return any(_takes_numbers(option) for option in field.options)
    if isinstance(field, ListOf):
        return field.single and _takes_numbers(field.item)
    return isinstance(field, (Int, Float)) or type(field) is Field


def _takes_paths(field: Field) -> bool:
    if isinstance(field, Either):
        return any(_takes_paths(option) for option in field.options)
    return isinstance(field, Str) and field.path


def _report(walk: Walk, here: Span, key: Span | None, message: str, help: str = "") -> Value:
    from rnndsl.rules.rnn007_undefined import unanswerable

    return _add(walk, unanswerable(here, message, help), key)


def _add(walk: Walk, diagnostic: Diagnostic, key: Span | None) -> Value:
    walk.report.add(diagnostic)
    return Value(UNKNOWN, diagnostic.span, key)
