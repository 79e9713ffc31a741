"""Cells of the user's own: what a file declares with `states` stands in RNN, as Keras' cells do."""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.tensor import TensorSpec

from ._cells import Cell, Step
from ._own import OwnKind
from .kind import Call, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

    from .equations.notation import Line


class OwnCell(OwnKind, Cell):
    """One step of a recurrence, by its declaration."""

    inside = True
    family = Cell.family

    def states(self, args: Mapping[str, Any]) -> Nest:
        """The states that the declaration names."""
        return tuple(self.rule.states)

    def step(self, args: Mapping[str, Any], tensor: TensorSpec) -> Step:
        """What the declaration says of one time step; raises Refusal where the step does not fit it."""
        if not self.rule.sound:
            return Step((UNKNOWN,), ((UNKNOWN,),) * len(self.rule.states), (), UNKNOWN)
        call = Call(args, (tensor,))
        known, leading = self.bound(self.rule, call)
        found = self.judged(call)
        states = tuple(self.shape(rule, known, leading) for rule in self.rule.states.values())
        return Step(found.outputs[0].dims, states, found.weights, self.multiply_adds(call, found), UNKNOWN)

    def definition(self, name: str, args: Mapping[str, Any], tensor: TensorSpec) -> list[Line]:
        """What a step computes only the class can say."""
        from .equations.notation import remark

        return [remark(f"{name}: what one step computes stands in {self.module}, class {self.class_name}")]

    def infer(self, call: Call) -> Result:
        """Nothing, as for every cell."""
        return Cell.infer(self, call)
