"""slice: a block of a tensor, from a start in every axis, so many long."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, apply, is_fixed, show, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf

from ._operation import UNSAID, Operation, batched, shape_of
from .kind import Call, Result, refuse


class Slice(Operation):
    """Keras' ops.slice."""

    name = "slice"
    doc = "Cuts a block out, the batch counted: start [0, 1, 0], shape [-1, 3, -1] are steps 1 to 3 of every sample."
    keeps_values = True
    parameters = (
        Entry("start_indices", ListOf(Int(0), low=1), doc="Where the block begins in every axis; 0 for the batch."),
        Entry("shape", ListOf(Int(-1), low=1), doc="How long it is in every axis; -1: to the end, as the batch needs."),
    )

    def infer(self, call: Call) -> Result:
        """The block's shape; refuses blocks that reach over the end, or have another number of axes."""
        shape = shape_of(call)
        starts, sizes = call.args["start_indices"], call.args["shape"]
        for name, given in (("shape", sizes), ("start_indices", starts)):
            if len(given) != len(shape):
                keras = (
                    f"The number of dimensions in `{name}` must match"
                    if name == "start_indices"
                    else ("The number of dimensions in `inputs` must match the number of dimensions in `shape`")
                )
                found = f"{name}: {list(given)} on {show_shape(call.input.shape)}"
                refuse("argument", f"{len(shape)} numbers, the batch's first", found, keras=keras, input=0, argument=name)
        cut = [_cut(call, axis, dim, starts[axis], sizes[axis]) for axis, dim in enumerate(shape)]
        return batched(cut, call.input.dtype) if starts[0] == 0 and sizes[0] == -1 else UNSAID


def _cut(call: Call, axis: int, dim: Dim, start: int, size: int) -> Dim:
    """The length of a block along one axis."""
    if isinstance(dim, int) and start + max(size, 0) > dim:
        found = f"{size if size > 0 else 'the rest'} from {start} of {show(dim)}"
        keras = "Expected size" if start <= dim else "Expected begin"
        refuse("argument", f"a block inside the {show(dim)} of axis {axis}", found, keras=keras, input=0, argument="shape")
    if size != -1:
        return size
    return apply(lambda n: n - start, f"({{}} - {start})", dim) if start and is_fixed(dim) else dim


KIND = Slice()
