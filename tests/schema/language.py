"""Random files of the language, made from its fields: valid ones, and ones with a mistake somewhere.

They hold what one value can say: shapes of values, ranges, names of layers and objects. Whether a name refers to something
is decided elsewhere.
"""

from __future__ import annotations

import copy
import random

from rnndsl.ir.fields import (
    REQUIRED,
    Closed,
    Entry,
    Field,
    LayerField,
)
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.objects import group
from rnndsl.schema.lines import HEADS, line_entries
from rnndsl.schema.sections import FILE

WORDS = ("x", "y", "encoder", "a name", "no", "64", "15%", "tanh", "", "${vars.x}")
ODD = (
    None,
    True,
    False,
    0,
    1,
    -1,
    3.0,
    0.5,
    1e9,
    "64",
    "yes",
    "tanh",
    "LSTM",
    "use",
    [],
    {},
    [1],
    ["x"],
    {"x": 1},
    "${vars.x}",
)


class Writer:
    """Draws plain values that fields accept."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.depth = 0

    def file(self) -> dict:
        """A valid file; variables have an entry of any value, so references to them are not checked here."""
        return self._closed(FILE.entries, share=0.5)

    def value(self, field: Field):
        self.depth += 1
        found = getattr(self, "_" + type(field).__name__.lower())(field)
        self.depth -= 1
        return found

    def _field(self, field):
        return self.rng.choice((1, "text", [1, 2], {"a": 1}, True))

    def _int(self, field):
        low = 1 if field.low is None else field.low
        return self.rng.randint(low, low + 8 if field.high is None else field.high)

    def _float(self, field):
        low = -3.0 if field.low is None else field.low
        high = low + 3 if field.high is None else field.high
        return round(low + (high - low) * self.rng.choice((0.25, 0.5, 0.75)), 4)

    def _bool(self, field):
        return self.rng.random() < 0.5

    def _str(self, field):
        return self.rng.choice(("x", "a name", "y"))

    def _name(self, field):
        return self.rng.choice(("encoder", "left_2", "_x"))

    def _choice(self, field):
        return self.rng.choice(field.words)

    def _const(self, field):
        return field.value

    def _percent(self, field):
        return self.rng.choice(("15%", "2.5%", "99.9%", " 7 %"))

    def _listof(self, field):
        if field.single and self.rng.random() < 0.5:
            return self.value(field.item)
        high = field.low + 2 if field.high is None else field.high
        return [self.value(field.item) for _ in range(self.rng.randint(field.low, high))]

    def _mapof(self, field):
        names = self.rng.sample(("x", "y", "z"), self.rng.randint(0, 2))
        return {name: self.value(field.value) for name in names}

    def _ownlayers(self, field):
        """None: a schema that is not made for the file says nothing of a model with layers of its own."""
        return {}

    def _closed(self, entries: tuple[Entry, ...] | Closed, share: float = 0.25):
        entries = entries.entries if isinstance(entries, Closed) else entries
        chosen = [e for e in entries if e.default is REQUIRED or self.rng.random() < share]
        self.rng.shuffle(chosen)
        return {entry.name: self.value(entry.type) for entry in chosen}

    def _onekey(self, field):
        entry = self.rng.choice(field.entries)
        return {entry.name: self.value(entry.type)}

    def _either(self, field):
        return self.value(self.rng.choice(field.options))

    def _namedfield(self, field):
        known = group(field.group)
        name = self.rng.choice(sorted(known))
        needs = any(entry.default is REQUIRED for entry in known[name].parameters)
        if not needs and (self.rng.random() < 0.7 or self.depth > 12):
            return name
        return {name: self._closed(known[name].parameters)}

    def _layerfield(self, field, wired=False):
        if field.blocks and self.rng.random() < 0.2:
            return self.rng.choice(({"block": "x"}, {"block": "x", "name": "y"}, {"block": {"of": "x", "name": "y"}}))
        names = field.kinds or [name for name in kind_names() if wired or not find_kind(name).operation]
        if self.depth > 8:
            names = [name for name in names if name not in ("Bidirectional", "TimeDistributed")]
        name = self.rng.choice(names)
        entries = line_entries(name, wired)
        needs = any(entry.default is REQUIRED for entry in entries)
        if not needs and self.rng.random() < 0.3:
            return self.rng.choice((name, {name: None}))
        return {name: self._closed(entries)}

    def _layersfield(self, field):
        return [self._line() for _ in range(self.rng.randint(1, 3))]

    def _line(self):
        if self.rng.random() < 0.8 or self.depth > 8:
            return self._layerfield(LayerField(), wired=True)
        word, head = self.rng.choice(list(HEADS.items()))
        under = self._closed(head.entries)
        if self.rng.random() < 0.5:
            return {word: under}
        return {word: under.pop(head.main), **under}

    # Mistakes

    def spoil(self, plain: dict) -> dict:
        """The file with one change in a random place, which often is a mistake."""
        plain = copy.deepcopy(plain)
        places = list(_places(plain))
        holder, key = self.rng.choice(places)
        what = self.rng.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[self.rng.choice((key + "s", key[:-1], key.upper(), "hidden_size", "lr", "name", "use", "units"))] = (
                holder.pop(key)
            )
        elif what == 2 and isinstance(holder, dict):
            holder[self.rng.choice(("extra", "untis", "units", "name", "inputs", "LSTM", "input_length"))] = self.rng.choice(
                ODD
            )
        elif what == 3:
            holder[key] = [holder[key]]
        else:
            holder[key] = self.rng.choice(ODD)
        return plain


def _places(plain):
    """Every place in a file: its holder and the key or index there."""
    items = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for key, value in list(items):
        yield plain, key
        yield from _places(value)
