"""The names of a text: where each is given, and where it is used.

A name lives in a scope: the model's (empty) or a block's. Layers, inputs, targets and outputs share one space of names, because
a layer named like a target predicts it: renaming one renames all. `a.top` reaches into the block that `a` was built from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rnndsl.diagnostics.record import Record
from rnndsl.frontend.variables import REFERENCE
from rnndsl.ir.fields import MapOf, Name, Str
from rnndsl.schema.lines import NAME

from .outline import KEY, VALUE, Path, Word
from .place import Own, Place, place

TENSOR, VARIABLE, BLOCK, DECLARED = "layer", "variable", "block", "declared layer"
_BLOCKS = ("model", "blocks")


class Occurrence(Record):
    """A name in the text: its characters, what it names, in which scope. `defines` marks where it is given."""

    kind: str
    scope: str
    name: str
    start: int
    end: int
    defines: bool = False

    @property
    def symbol(self) -> tuple[str, str, str]:
        """What it names, the same for all occurrences."""
        return (self.kind, self.scope, self.name)


class Names:
    """All occurrences of a text, in order. `own` are the layers that it declares, `words` its outline."""

    defined: set[tuple[str, str, str]]
    instances: dict[tuple[str, str], str]

    def __init__(self, words: list[Word], below: Iterable[Names] = ()) -> None:
        below = tuple(below)
        self.words = words
        self.own = Own([*(word for names in below for word in names.words), *words])
        self.places = {word: place(word.path, self.own) for word in words}
        given = [found for word in words for found in self._given(word)]
        self.defined = {found.symbol for found in given} | {symbol for names in below for symbol in names.defined}
        self.instances = {key: of for names in below for key, of in names.instances.items()} | dict(self._instances())
        used = [found for word in words for found in self._used(word)]
        self.occurrences = sorted((*given, *used), key=lambda found: (found.start, found.end))

    def at(self, offset: int) -> Occurrence | None:
        """The name at an offset; where two touch, the one that begins there."""
        return next((found for found in reversed(self.occurrences) if found.start <= offset <= found.end), None)

    def of(self, symbol: tuple[str, str, str]) -> list[Occurrence]:
        """All occurrences of what a name stands for."""
        return [found for found in self.occurrences if found.symbol == symbol]

    # Where names are given

    def _given(self, word: Word) -> Iterator[Occurrence]:
        path, here = word.path, self.places[word]
        if word.role == KEY:
            kind = _SECTIONS.get(path[:-1])
            if kind is not None:
                yield Occurrence(kind, "", word.text, word.start, word.end, True)
        elif word.role == VALUE and here is not None and here.wired and here.entry is not None:
            scope = scope_of(word)
            named = here.entry is NAME and any(isinstance(field, Name) for field in here.fields)
            if named or (scope and path[:2] == _BLOCKS and path[3:4] == ("inputs",)):
                yield Occurrence(TENSOR, scope, word.text, word.start, word.end, True)

    def _instances(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Which block a line builds, by scope and name; `use` of such a line, by its own name."""
        lines: dict[Path, dict[str, str]] = {}
        for word in self.words:
            here = self.places[word]
            if word.role == VALUE and here is not None and here.entry is not None and here.wired:
                lines.setdefault(line_of(word), {"": scope_of(word)})[here.entry.name] = word.text
        known: dict[tuple[str, str], str] = {}
        for said in lines.values():
            of = said.get("of") or known.get((said[""], said.get("layer", "")))
            if of is not None:
                known[said[""], said.get("name", of)] = of
        yield from known.items()

    # Where names are used

    def _used(self, word: Word) -> Iterator[Occurrence]:
        here = self.places[word]
        if word.role == KEY:
            if len(word.path) > 1 and self._is_output(word):
                yield Occurrence(TENSOR, "", word.text, word.start, word.end)
            elif word.text in self.own.parameters and here is not None and here.owner == word.text:
                yield Occurrence(DECLARED, "", word.text, word.start, word.end)
            return
        if word.role != VALUE:
            return
        yield from self._variables(word)
        if word.text in self.own.parameters and here is not None and here.owner in ("a line", "a layer"):
            yield Occurrence(DECLARED, "", word.text, word.start, word.end)
        if here is not None and "${" not in word.text:
            yield from self._reference(word, here)

    def _is_output(self, word: Word) -> bool:
        parent = place(word.path[:-1], self.own)
        return parent is not None and any(isinstance(field, MapOf) and field.noun == "output" for field in parent.fields)

    def _variables(self, word: Word) -> Iterator[Occurrence]:
        for found in REFERENCE.finditer(word.text):
            inside = found[1]
            at = word.start + found.start(1) + len(inside) - len(inside.lstrip())
            parts = inside.strip().split(".")
            if parts[0] in ("vars", "data") and len(parts) > 1:
                start = at + len(parts[0]) + 1
                yield Occurrence(VARIABLE if parts[0] == "vars" else TENSOR, "", parts[1], start, start + len(parts[1]))
            elif parts[0] not in ("env", "vars", "data", ""):
                yield from self._dotted(scope_of(word), ".".join(parts), at)

    def _reference(self, word: Word, here: Place) -> Iterator[Occurrence]:
        nouns = {field.noun for field in here.fields if isinstance(field, Str)}
        if "a block" in nouns:
            yield Occurrence(BLOCK, "", word.text, word.start, word.end)
        elif nouns & _TARGETS:
            yield Occurrence(TENSOR, "", word.text, word.start, word.end)
        elif nouns & _LAYERS and here.entry is not None:
            yield from self._dotted(scope_of(word), word.text, word.start)
        elif here.entry is not None and here.entry.name == "monitor":
            yield from self._monitored(word)

    def _dotted(self, scope: str, text: str, at: int) -> Iterator[Occurrence]:
        """`encoder`, `encoder.h`, and `a.top` of a block that `a` was built from; looked up in the block, then in the model."""
        for part in text.split("."):
            if scope and (TENSOR, scope, part) not in self.defined and (TENSOR, "", part) in self.defined:
                scope = ""
            yield Occurrence(TENSOR, scope, part, at, at + len(part))
            of = self.instances.get((scope, part))
            if of is None:
                return
            at, scope = at + len(part) + 1, of

    def _monitored(self, word: Word) -> Iterator[Occurrence]:
        """The output in `val_forecast_loss`."""
        at = len("val_") if word.text.startswith("val_") else 0
        names = [name for kind, scope, name in self.defined if kind == TENSOR and not scope]
        found = max((name for name in names if word.text.startswith(name + "_", at)), key=len, default="")
        if found:
            yield Occurrence(TENSOR, "", found, word.start + at, word.start + at + len(found))


def scope_of(word: Word) -> str:
    """The block in which a word stands; empty in the model."""
    return str(word.path[2]) if word.path[:2] == _BLOCKS and len(word.path) > 3 else ""


def line_of(word: Word) -> Path:
    """The path of the line of `layers` in which a word stands; empty outside of layers."""
    for i in range(len(word.path) - 1, 1, -1):
        before = word.path[i - 1]
        if isinstance(word.path[i], int) and (before == "layers" or (i == 3 and word.path[:2] == _BLOCKS)):
            return word.path[: i + 1]
    return ()


_SECTIONS: dict[Path, str] = {
    ("vars",): VARIABLE,
    _BLOCKS: BLOCK,
    ("extensions",): DECLARED,
    **{(section, part): TENSOR for section in ("model", "data") for part in ("inputs", "targets")},
}
_LAYERS = {"a layer or an input", "a state such as encoder.h", "a layer"}
_TARGETS = {"a TextVectorization layer", "a target"}
