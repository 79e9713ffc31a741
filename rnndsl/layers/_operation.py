"""What the operations of `keras.ops` share: no layer object, no weights, no dtype of their own, and masks are lost silently.

Axes are Keras' own and count the batch (axis 0). Where an operation moves the batch away from the front, or mixes it with
other axes, Keras goes on, but nothing can be said in shapes without the batch: the result is an unknown tensor.
"""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int, ListOf, optional
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec

from ._dtypes import FLOATS
from ._ranks import need_axis, whole
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnndsl.ir.dims import Dim

OUTSIDE = "is out of bounds for an array with dimension"  # Keras, of an axis
AXIS = Int()
_RANGES = {"uint8": (0, 255), "int8": (-128, 127)}
AXES = ListOf(Int(), low=1, single=True)


def axes_entry(doc: str) -> Entry:
    """`axis` of an operation over one axis, several, or (null) all of them."""
    return Entry("axis", optional(AXES), None, f"{doc}; 0 is the batch, null means all axes.")


class Operation(Kind):
    """Base of the operations: what their call takes besides tensors are parameters, and there are no others."""

    masks = "loses"
    family = "operations"
    checks_again = False
    operation = True

    @property
    def target(self) -> str:
        """Dotted name of the function in Keras."""
        return f"keras.ops.{self.name}"

    def entries(self) -> tuple[Entry, ...]:
        """The parameters: an operation is neither trainable nor has it a dtype policy."""
        return self.parameters


def shape_of(call: Call, index: int = 0) -> list[Dim]:
    """The shape of an input with its batch axis."""
    return list(whole(call.inputs[index].dims, call.batch_size))


def given_axes(call: Call, name: str = "axis", rank: int | None = None, keras: str = OUTSIDE) -> list[int] | None:
    """The axes of an argument, counted from the front; None where it is null. Refuses one that a tensor of `rank` has not."""
    value = call.args[name]
    if value is None:
        return None
    shape = tuple(shape_of(call)) if rank is None else (1,) * rank
    return [need_axis(shape, axis, keras) for axis in (value if isinstance(value, (list, tuple)) else [value])]


def batched(shape: Sequence[Dim], dtype: str) -> Result:
    """The result whose shape, the batch axis in front, this is."""
    return Result((TensorSpec(tuple(shape[1:]), dtype),))


def refuse_constant(call: Call, name: str) -> None:
    """Refuse a number that the input's dtype cannot hold."""
    value, dtype = call.args[name], call.input.dtype
    low, high = _RANGES.get(dtype, (value, value))
    if value is None or dtype in FLOATS or (isinstance(value, int) and dtype != "bool" and low <= value <= high):
        return
    refuse("argument", f"a value of the input's dtype {dtype}", f"{name}: {value}", keras="Cannot convert", argument=name)


UNSAID = Result((UNKNOWN_TENSOR,))
