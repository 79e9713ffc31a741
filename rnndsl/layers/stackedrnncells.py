"""StackedRNNCells: several cells, one upon another, that RNN runs as if they were one."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, add
from rnndsl.ir.fields import Entry, LayerField, ListOf
from rnndsl.ir.nest import renamed
from rnndsl.ir.tensor import TensorSpec, Weight

from ._cells import CELLS, Cell, Step, after
from ._nesting import inner_weights, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from .equations.notation import Line

STACK = ListOf(LayerField(CELLS), low=1)


class StackedRnnCells(Cell):
    """Each cell reads the output of the one before; the states are those of all, `h_1`, `c_1`, `h_2` …"""

    name = "StackedRNNCells"
    doc = "Several cells, each reading the output of the one before, for RNN to run as one."
    work = "the sum of its cells"
    owns_weights = False
    parameters = (Entry("cells", STACK, doc="The cells, from the input up."),)

    def states(self, args: Mapping[str, Any]) -> Nest:
        """A single state for a cell that has but one, else a group for each cell; a stack inside is always a group."""
        found = ((cell, renamed(cell.states(own), f"{{}}_{i}")) for i, (cell, own) in enumerate(cells_of(args), 1))
        return tuple(states[0] if len(states) == 1 and cell is not self else states for cell, states in found)

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """The cells' own steps, one after another."""
        states: tuple[Shape, ...] = ()
        weights: tuple[Weight, ...] = ()
        work: Dim = 0
        gates: Dim = 0
        for layer, (cell, own) in zip(args["cells"], cells_of(args), strict=True):
            found = cell.step(own, tensor)
            states, work, tensor = (*states, *found.states), add(work, found.work), after(found, own)
            gates = add(gates, found.gates)
            weights += inner_weights(layer, args, found.weights)
        return Step(tensor.dims, states, weights, work, gates)

    def definition(self, name: str, args: Mapping[str, Any], tensor: TensorSpec) -> list[Line]:
        """Every cell's, and their calls one after another."""
        from .equations.cells import stacked

        pairs = zip(args["cells"], cells_of(args), strict=True)
        return stacked(name, tensor, [(layer, cell, own) for layer, (cell, own) in pairs], self.states(args))


def stacks(cell: Cell, args: Mapping[str, Any]) -> Iterator[list[tuple[Cell, dict[str, Any]]]]:
    """The cells of every stack in a cell, the outermost first; nothing for a cell that is no stack."""
    if isinstance(cell, StackedRnnCells):
        own = list(cells_of(args))
        yield own
        for each in own:
            yield from stacks(*each)


def cells_of(args: Mapping[str, Any]) -> Iterator[tuple[Cell, dict[str, Any]]]:
    """The kind and all arguments of every cell."""
    for layer in args["cells"]:
        found, own = unpacked(layer)
        if not isinstance(found, Cell):
            raise AssertionError(layer.kind)
        yield found, own


KIND = StackedRnnCells()
