"""RNN: any cell, or a stack of cells, at every time step."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, Shape, show_shape
from rnndsl.ir.fields import Bool, Either, Entry, LayerField
from rnndsl.ir.graph import Layer
from rnndsl.ir.nest import fill, flat
from rnndsl.ir.tensor import TensorSpec

from ._cells import CELLS, Cell, Step
from ._dtypes import compute_dtype
from ._nesting import inner_weights, unpacked
from ._ranks import OPEN
from ._recurrent import RETURNS, UNROLL, Recurrent
from .kind import Call, refuse
from .stackedrnncells import STACK, StackedRnnCells, stacks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from .equations.notation import Line


class Rnn(Recurrent):
    """The states are those of the cell; a list of cells is a StackedRNNCells."""

    name = "RNN"
    returns_state = False
    doc = "Runs a cell, or a stack of cells, over the time steps."
    owns_weights = False
    work = "T·(what the cell counts)"
    parameters = (
        Entry("cell", Either((LayerField(CELLS), STACK)), doc="The cell, or a list of cells that stand one upon another."),
        *RETURNS,
        UNROLL,
        Entry("zero_output_for_mask", Bool(), False, "Return zeros at masked steps instead of the output before."),
    )

    def states(self, args: Mapping[str, Any]) -> Nest:
        """Those of the cell."""
        _, cell, own = _cell(args)
        return cell.states(own)

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """That of the cell."""
        layer, cell, own = _cell(args)
        _check_dtypes(cell, own, args["unroll"])
        found = cell.step(own, tensor)
        return replace(found, weights=inner_weights(layer, args, found.weights))

    def sequence(self, call: Call) -> tuple[Dim, TensorSpec]:
        """As its family, in the words of a layer that leaves the check of the rank to its cell."""
        shape = call.input.dims
        if len(shape) != 2:
            keras = OPEN if len(shape) == 1 and call.batch_size is None else ""
            has = call.input.rank
            refuse("rank", "a sequence (N, T, F)", show_shape(shape), keras=keras, input=0, wants=3, has=has)
        return self.split(call, shape)

    def check(self, call: Call) -> None:
        """Refuse too what Keras can't do with a stack within a stack, and with a stack of one cell."""
        super().check(call)
        _, cell, own = _cell(call.args)
        found = list(stacks(cell, own))
        cells = (one for stack in found[1:] for one in stack)
        inner = next((one for one, args in cells if isinstance(one, StackedRnnCells) or len(one.states(args)) > 1), None)
        if call.args["return_state"] and inner is not None:
            words = "Undefined shapes are not supported"
            expected = "inner stacks of cells with one state for return_state"
            refuse("argument", expected, inner.name, keras=words, argument="return_state")
        masked, unrolled = call.input.mask is not None and not call.states, call.args["unroll"]
        if masked and not unrolled and any(len(stack) == 1 for stack in found):
            words = "The two structures don't have the same nested structure"
            refuse("argument", "two cells or more in a stack, for a mask", "a single cell", keras=words, argument="cell")
        if unrolled and not masked and call.input.dims[0] != 1 and any(_ungrouped(stack) for stack in found):
            words, expected = "list index out of range", "two cells or more in a stack that is unrolled"
            refuse("argument", expected, "a single cell", keras=words, argument="unroll")

    def equations_before(self, call: Call, step: Step) -> list[Line]:
        """The cell, as something to call."""
        layer, cell, own = _cell(call.args)
        _, tensor = self.sequence(call)
        return cell.definition(layer.name, own, tensor)

    def equations_at_t(self, call: Call, masked: bool) -> list[Line]:
        """The cell is called."""
        from .equations.cells import called

        return called(_cell(call.args)[0].name, flat(self.states(call.args)), masked)

    def too_few(self, args: Mapping[str, Any], given: int) -> str:
        """A stack runs as many cells as have states: Keras says nothing while the states of each are complete."""
        wanted = self.states(args)
        parts = zip(fill(wanted, range(given)), wanted, strict=False)
        stacked = len(flat(wanted)) > 1 and _cell(args)[1].name == "StackedRNNCells"
        whole = all(isinstance(name, str) or _size(part) == len(flat(name)) for part, name in parts)
        return "" if stacked and whole else super().too_few(args, given)

    def other_width(self, state: TensorSpec, shape: Shape) -> str:
        """Which product of which cell fails is for TensorFlow to say."""
        return ""


def _check_dtypes(cell: Cell, args: Mapping[str, Any], unroll: bool) -> None:
    """Refuse a stack with a cell of another dtype: the loop starts with states of the stack's own."""
    own = compute_dtype(args)
    for each, inner in (one for stack in stacks(cell, args) for one in stack):
        other = compute_dtype(inner)
        if other == own or isinstance(each, StackedRnnCells) or (unroll and not each.drops(inner.get("recurrent_dropout", 0))):
            continue
        keras = "" if unroll else f"enters the loop with type <dtype: '{own}'> but has type"
        refuse("argument", f"cells of one dtype, that of the stack: {own}", f"{each.name} of {other}", keras=keras)


def _ungrouped(stack: list[tuple[Cell, dict[str, Any]]]) -> bool:
    """True for a stack of one cell with a group of states: from the second step on Keras unpacks the group once too often."""
    (cell, args), *more = stack
    return not more and (isinstance(cell, StackedRnnCells) or len(cell.states(args)) > 1)


def _size(part: object) -> int:
    """Number of items in a group."""
    return sum(map(_size, part)) if isinstance(part, tuple) else 1


def _cell(args: Mapping[str, Any]) -> tuple[Layer, Cell, dict[str, Any]]:
    """The cell as a layer, its kind, and all its arguments."""
    given = args["cell"]
    layer = given if isinstance(given, Layer) else Layer("stacked_rnn_cells", "StackedRNNCells", {"cells": given})
    found, own = unpacked(layer)
    if not isinstance(found, Cell):
        raise AssertionError(layer.kind)
    return layer, found, own


KIND = Rnn()
