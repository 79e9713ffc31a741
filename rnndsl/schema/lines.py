"""What the lines under `layers:` are made of: the wiring that every layer has, and the three lines that are no layer.

`use`, `block` and `repeat` may be written with their settings beside the word (`- {use: encoder, inputs: b}`) or under it
(`- use: {layer: encoder, inputs: b}`); a layer's arguments always stand under it.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.fields import Entry, Int, LayersField, ListOf, Name, Str
from rnndsl.layers import kind
from rnndsl.layers._calling import CALL_ARGUMENTS

NAME = Entry("name", Name(), None, "Names the layer, so that others can read it.")
READS = ListOf(Str("a layer or an input"), low=1, single=True)
INPUTS = Entry("inputs", READS, None, "What it reads; by default the line above.")
STATES = Entry("initial_state", ListOf(Str("a state such as encoder.h"), low=1, single=True), None, "States to start from.")
AGAIN = Entry("layer", Str("a layer"), doc="The layer (or block) to call again, with the same weights.")


class Head(Record):
    """A line that is no layer: `main` is the entry that the word's own value stands for."""

    main: str
    entries: tuple[Entry, ...]


HEADS = {
    "use": Head("layer", (AGAIN, NAME, INPUTS, STATES, *CALL_ARGUMENTS)),
    "block": Head("of", (Entry("of", Str("a block"), doc="The block under `model.blocks` to build here."), NAME, INPUTS)),
    "repeat": Head(
        "times",
        (
            Entry("times", Int(1, 1000), doc="How many copies of the lines follow each other, each with its own weights."),
            Entry("layers", LayersField(), doc="The lines to repeat."),
            Entry("inputs", READS, None, "What the first copy reads; by default the line above."),
        ),
    ),
}
# A block inside another layer: nothing is wired there.
INNER_BLOCK = Head("of", tuple(entry for entry in HEADS["block"].entries if entry is not INPUTS))


def line_entries(name: str, wired: bool = True) -> tuple[Entry, ...]:
    """What may stand under a layer's name, `inputs` and states only where it can be wired; raises ValueError for no layer."""
    found = kind(name)
    if found is None:
        raise ValueError(name)
    if not wired or name == "Input":
        return (*found.entries(), NAME)
    return (*found.entries(), *found.call_parameters, NAME, INPUTS, *((STATES,) if found.recurrent else ()))
