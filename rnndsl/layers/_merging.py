"""What the merges share: inputs broadcast against each other value by value, masks are joined by «or».

Keras aligns inputs of unequal rank by giving the smaller one axes of length 1 after its batch axis. The output has a mask
only if every input has one.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, is_fixed, known, show_shape
from rnndsl.ir.tensor import Mask, TensorSpec

from ._dtypes import compute_dtype, no_kernel, refuse_strings
from ._ranks import unlike, whole
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class Elementwise(Kind):
    """A merge that computes value by value. `joins_strings`: TensorFlow's sum of strings joins them."""

    low = 2
    high: int | None = None
    masks = "own"
    family = "merge"
    parameters = ()
    joins_strings = False

    def terms(self, call: Call, sign: str) -> str:
        """`inputs[0] + inputs[1]` and so on."""
        return f" {sign} ".join(f"inputs[{k}]" for k in range(len(call.inputs)))

    def check(self, call: Call) -> None:
        """Refuse strings, and bools where nothing but bools is computed first."""
        if not self.joins_strings or any(tensor.dtype != "string" for tensor in call.inputs):
            refuse_strings(call)
        if all(tensor.dtype == "bool" for tensor in call.inputs[:2]):
            refuse("dtype", "numbers", "bools", keras=no_kernel(call.inputs[1]), input=1)

    def infer(self, call: Call) -> Result:
        """Several shapes to the shape that they broadcast to."""
        self.check(call)
        _check_pairs(call)
        shape = call.inputs[0].dims
        for tensor in call.inputs[1:]:
            shape = _broadcast(shape, tensor.dims)
        return Result((TensorSpec(shape, compute_dtype(call.args), joined(call)),))


class Masked(Elementwise):
    """A merge that Keras computes with what masks leave: it lays every mask over its tensor."""

    def equation(self, call: Call) -> str:
        """The function of its name (`maximum`), of one input after another, where no mask changes them."""
        text = "inputs[0]"
        for k in range(1, len(call.inputs)):
            text = f"{self.name.lower()}({text}, inputs[{k}])"
        return "" if any(tensor.mask is not None for tensor in call.inputs) else text

    def check(self, call: Call) -> None:
        """Refuse masks that do not lie over all axes but the last."""
        super().check(call)
        rank = max(tensor.rank for tensor in call.inputs)
        for index, tensor in enumerate(call.inputs):
            if tensor.mask is None or tensor.rank < rank:  # Keras drops the mask where it adds axes
                continue
            mask, shape = (*whole(tensor.mask.shape, call.batch_size), 1), whole(tensor.dims, call.batch_size)
            pairs = zip(reversed(mask), reversed(shape), strict=False)
            if len(mask) > len(shape) or any(unlike(a, b) and a != 1 for a, b in pairs):
                expected, found = "a mask over all axes but the last", f"a mask {show_shape(tensor.mask.shape)}"
                refuse("rank", expected, found, keras="[Op:BroadcastTo]", input=index)


def _broadcast(a: Shape, b: Shape) -> Shape:
    """The shape of both together."""
    if len(a) < len(b):
        a, b = b, a
    head = a[: len(a) - len(b)]
    return head + tuple(map(_pair, a[len(head) :], b))


def _check_pairs(call: Call) -> None:
    """Refuse inputs of which two have other lengths on one axis, neither of them 1."""
    seen: dict[Shape, None] = {}  # each shape once: five thousand equal inputs are no work
    for index, tensor in enumerate(call.inputs):
        if tensor.dims in seen:
            continue
        for other in seen:
            pairs = zip(reversed(tensor.dims), reversed(other), strict=False)
            if any(differ(a, b) and 1 not in (a, b) for a, b in pairs):
                refuse_merge(call, index, "shapes that broadcast: equal lengths, or 1")
        seen[tensor.dims] = None


def _pair(a: Dim, b: Dim) -> Dim:
    """The length of two axes together, as Keras' merges say it: unknown if either is."""
    if not is_fixed(a) or not is_fixed(b):
        return a if not is_fixed(a) else b
    if a == 1 or b == 1:
        return b if a == 1 else a
    return known(a, b)


def refuse_merge(
    call: Call, index: int, expected: str, keras: str = "Inputs have incompatible shapes", axis: int | None = None
) -> NoReturn:
    """Refuse the input of that index, which does not fit those before it."""
    refuse(
        "merge",
        expected,
        " and ".join(show_shape(tensor.shape) for tensor in call.inputs),
        keras=keras,
        input=index,
        shapes=tuple(tensor.shape for tensor in call.inputs),
        axis=axis,
    )


def joined(call: Call) -> Mask | None:
    """The «or» of all masks if every input has one, else None."""
    masks = [tensor.mask for tensor in call.inputs if tensor.mask is not None]
    if len(masks) < len(call.inputs):
        return None
    shape = whole(masks[0].shape, call.batch_size)
    for index, mask in enumerate(masks[1:], 1):
        both = together(shape, whole(mask.shape, call.batch_size))
        if both is None:
            refuse_merge(call, index, "masks that broadcast", "Cannot broadcast shape")
        shape = both
    return Mask(shape[1:], masks[0].origin)


def together(a: Shape, b: Shape) -> Shape | None:
    """The shape of two arrays, batch axes included, as NumPy aligns them: known if either is; None if they cannot broadcast.

    >>> together((3, 1), (3, 3, 5)), together((2,), (3,))
    ((3, 3, 5), None)
    """
    ones: tuple[Dim, ...] = (1,) * abs(len(a) - len(b))
    a, b = (ones + a, b) if len(a) < len(b) else (a, ones + b)
    if any(differ(x, y) and 1 not in (x, y) for x, y in zip(a, b, strict=True)):
        return None
    return tuple(_known_pair(x, y) for x, y in zip(a, b, strict=True))


def _known_pair(a: Dim, b: Dim) -> Dim:
    if a == 1 or b == 1:
        return b if a == 1 else a
    return known(a, b) if is_fixed(a) == is_fixed(b) else a if is_fixed(a) else b
