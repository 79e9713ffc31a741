"""What the language allows at a path of keys: which keys, which values. Asked of `schema.sections`, like the linter itself.

A path comes from the outline, so it may lead through what is no YAML yet; where it leads nowhere, nothing is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rnndsl.diagnostics.record import Record
from rnndsl.frontend.alternatives import options_of
from rnndsl.ir.fields import Closed, Entry, Field, LayerField, LayersField, ListOf, MapOf, NamedField, OneKey
from rnndsl.layers import kind
from rnndsl.layers.kind import COMMON
from rnndsl.objects import group
from rnndsl.schema.lines import HEADS, INPUTS, NAME, line_entries
from rnndsl.schema.sections import FILE

from .outline import KEY, Path, Word

DECLARED = ("extensions",)


class LineField(Field):
    """A line under `layers:`."""


class Place(Record):
    """A path with what may stand there: `fields` are the alternatives; `entry` describes the last key, `owner` what holds it.

    `wired` is False below a layer that stands inside another one.
    """

    fields: tuple[Field, ...]
    entry: Entry | None = None
    owner: str = ""
    wired: bool = True


class Own:
    """The layers that a text declares under `extensions`, with their parameters' names."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.parameters: dict[str, dict[str, str]] = {}
        self.docs: dict[str, str] = {}
        for word in words:
            if word.path[:1] != DECLARED or len(word.path) < 2 or not isinstance(word.path[1], str):
                continue
            found = self.parameters.setdefault(word.path[1], {})
            if word.role == KEY and len(word.path) == 4 and word.path[2] == "parameters":
                found[word.text] = ""
            elif word.role != KEY and word.path[2:] == ("doc",):
                self.docs[word.path[1]] = word.text
            elif word.role != KEY and len(word.path) == 5 and word.path[2] == "parameters" and word.path[4] == "doc":
                found[str(word.path[3])] = word.text

    def entries(self, name: str) -> tuple[Entry, ...]:
        """What may stand under the name of a declared layer; nothing for any other name."""
        if name not in self.parameters:
            return ()
        return (*(Entry(key, Field(), None, doc) for key, doc in self.parameters[name].items()), *COMMON, NAME, INPUTS)


def place(path: Path, own: Own) -> Place | None:
    """What may stand at a path; None where the language knows no such path."""
    here = Place((FILE,), None, "a model file")
    for step in path:
        found = _step(here, step, own)
        if found is None:
            return None
        here = found
    return here


def _step(here: Place, step: str | int, own: Own) -> Place | None:
    for field in here.fields:
        for known, follow in _STEPS.items():
            if isinstance(field, known):
                found = follow(field, step, here, own)
                if found is not None:
                    return found
                break
    return None


def _into(field: Field, entry: Entry | None, owner: str, wired: bool = True) -> Place:
    return Place(options_of(field), entry, owner, wired)


def _closed(field: Closed | OneKey, step: str | int, here: Place, own: Own) -> Place | None:
    entry = next((entry for entry in field.entries if entry.name == step), None)
    return None if entry is None else _into(entry.type, entry, field.noun, here.wired)


def _map(field: MapOf, step: str | int, here: Place, own: Own) -> Place | None:
    return _into(field.value, None, field.noun, here.wired) if isinstance(step, str) else None


def _list(field: ListOf, step: str | int, here: Place, own: Own) -> Place | None:
    return _into(field.item, here.entry, here.owner, here.wired) if isinstance(step, int) else None


def _layers(field: LayersField, step: str | int, here: Place, own: Own) -> Place | None:
    return Place((LineField(),), None, "a line") if isinstance(step, int) else None


def _line(field: LineField, step: str | int, here: Place, own: Own) -> Place | None:
    if not isinstance(step, str):
        return None
    if step in HEADS:
        head = HEADS[step]
        main = next(entry for entry in head.entries if entry.name == head.main)
        return Place((*options_of(main.type), Closed(head.entries, f"`{step}`")), main, f"`{step}`")
    found = arguments(step, own, wired=True)
    if found:
        return Place((Closed(found, step),), None, step)
    beside = next((entry for head in HEADS.values() for entry in head.entries if entry.name == step), None)
    return None if beside is None else _into(beside.type, beside, "a line")


def _layer(field: LayerField, step: str | int, here: Place, own: Own) -> Place | None:
    if not isinstance(step, str):
        return None
    if step == "block" and field.blocks:
        return _into(HEADS["block"].entries[0].type, HEADS["block"].entries[0], "`block`", wired=False)
    found = arguments(step, own, wired=False)
    return Place((Closed(found, step),), None, step, wired=False) if found else None


def _named(field: NamedField, step: str | int, here: Place, own: Own) -> Place | None:
    known = group(field.group).get(step) if isinstance(step, str) else None
    return None if known is None else Place((Closed(known.parameters, known.name),), None, known.name)


def arguments(name: str, own: Own, wired: bool) -> tuple[Entry, ...]:
    """What may stand under a layer's name; nothing for what is no layer."""
    found = kind(name)
    return line_entries(found.name, wired) if found is not None else own.entries(name)


_STEPS: dict[type[Field], Callable[..., Place | None]] = {
    Closed: _closed,
    OneKey: _closed,
    MapOf: _map,
    ListOf: _list,
    LayersField: _layers,
    LineField: _line,
    LayerField: _layer,
    NamedField: _named,
}
