"""How RNN calls a cell, and how a stack of cells is one cell."""

from __future__ import annotations

from rnndsl.ir.nest import flat
from rnndsl.layers._cells import after

from .notation import Line, inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from rnndsl.ir.graph import Layer
    from rnndsl.ir.nest import Nest
    from rnndsl.ir.tensor import TensorSpec
    from rnndsl.layers._cells import Cell


def called(cell: str, names: Sequence[str], masked: bool) -> list[Line]:
    """One step of the loop: the output p and the new states; a masked step leaves the states as they were."""
    before = ", ".join(f"{name}[t-1]" for name in names)
    new = [f"next_{name}" if masked else f"{name}[t]" for name in names]
    lines = [Line(f"{', '.join(['p[t]', *new])} = {cell}(x[t], {before})")]
    if masked:
        lines += [Line(f"{name}[t] = where(m[t], next_{name}, {name}[t-1])") for name in names]
    return lines


def stacked(name: str, tensor: TensorSpec, cells: Sequence[tuple[Layer, Cell, Mapping[str, Any]]], states: Nest) -> list[Line]:
    """The definition of a stack: its cells' definitions, then each cell reads what the one before it gives."""
    body: list[Line] = []
    calls: list[Line] = []
    read = "x"
    for number, ((layer, cell, own), group) in enumerate(zip(cells, states, strict=True), 1):
        names = flat((group,))
        body += cell.definition(layer.name, own, tensor)
        gives = ", ".join([f"y_{number}", *(f"next_{state}" for state in names)])
        calls.append(Line(f"{gives} = {layer.name}({', '.join((read, *names))})"))
        tensor, read = after(cell.step(own, tensor), own), f"y_{number}"
    returned = [Line(f"output = {read}"), *(Line(f"output.{state} = next_{state}") for state in flat(states))]
    return [Line(f"{name}(x, {', '.join(flat(states))}):", "", "one step"), *inside([*body, *calls, *returned])]
