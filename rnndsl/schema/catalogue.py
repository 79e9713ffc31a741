"""The documentation of layer kinds, written from the kinds themselves: a page of all, and a section of one for editors."""

from __future__ import annotations

from rnndsl.ir.fields import REQUIRED, Entry
from rnndsl.layers import kind, kind_names
from rnndsl.layers._refused import REFUSED
from rnndsl.layers.kind import COMMON, Kind

from .lines import line_entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HEAD = """\
# Layers

Written by `scripts/generate` from `rnndsl/layers/`; do not edit. Every layer, argument and default is Keras' own, and what is
said of shapes, masks and weights is proven against the installed Keras (`tests/contracts/`, `tests/differential/`). Every layer
also takes `name`, `inputs`, `trainable` and `dtype`, unless its section says something else.
"""
MASKS = {
    "passes": "passes on",
    "drops": "is lost, and Keras warns",
    "loses": "is lost without a word",
    "own": "",
}


def page() -> str:
    """All kinds by family, in Markdown, and what a file cannot hold."""
    kinds = [found for name in kind_names() if (found := kind(name)) is not None]
    families = sorted({found.family for found in kinds})
    parts = [HEAD]
    for family in families:
        parts.append(f"## {family[0].upper()}{family[1:]}\n")
        parts += [section(found) for found in kinds if found.family == family]
    refused = (f"- `{name}`: {why}; {instead}.\n" for name, (why, instead) in sorted(REFUSED.items()))
    return "\n".join([*parts, "## What a file cannot hold\n", "".join(refused)])


def section(found: Kind) -> str:
    """One kind, in Markdown: what it does, its arguments, what comes in, what becomes of a mask, what it counts."""
    lines = [f"### {found.name}\n", found.doc + (f" Keras also calls it {_words(found.also)}." if found.also else "") + "\n"]
    entries = [entry for entry in line_entries(found.name) if entry.name in _own(found)]
    if entries:
        lines += ["| argument | value | default | |", "|---|---|---|---|", *map(_row, entries), ""]
    facts = [_inputs(found), _mask(found)]
    facts += [f"Multiply-adds: {found.work}."] if found.work else []
    return "\n".join([*lines, " ".join(filter(None, facts)), ""])


def _own(found: Kind) -> set[str]:
    """The arguments that not every layer has."""
    common = {entry.name for entry in COMMON}
    own = {entry.name for entry in (*found.parameters, *found.call_parameters)} | ({"initial_state"} & _line(found))
    return own - common


def _line(found: Kind) -> set[str]:
    return {entry.name for entry in line_entries(found.name)}


def _row(entry: Entry) -> str:
    expects = entry.type.expects.replace("|", "\\|")
    default = "required" if entry.default is REQUIRED else f"`{_yaml(entry.default)}`"
    return f"| `{entry.name}` | {expects} | {default} | {entry.doc} |"


def _yaml(default: Any) -> str:
    if default is None:
        return "null"
    if isinstance(default, bool):
        return str(default).lower()
    return str(list(default)) if isinstance(default, tuple) else str(default)


def _inputs(found: Kind) -> str:
    if found.high == 1 and found.low == 1:
        return ""
    if found.high is None:
        return f"Takes {found.low} inputs or more."
    return f"Takes {found.low} inputs." if found.low == found.high else f"Takes {found.low} to {found.high} inputs."


def _mask(found: Kind) -> str:
    return f"A mask {MASKS[found.masks]}." if MASKS[found.masks] else ""


def _words(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in names)
