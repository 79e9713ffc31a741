"""How many axes a layer wants, and which of them must be known: the checks that many kinds share.

Axes are counted as Keras counts them in `axis` arguments: axis 0 is the batch.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, Sym, differ, is_fixed, show_shape

from .kind import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .kind import Call

BATCH = Sym("N")
OPEN = "Shapes used to initialize variables must be fully-defined (no `None` dimensions)"  # Keras, of a weight

TWICE = "Invalid reduction arguments: Axes contains duplicate dimension"  # Keras, of axes to reduce


def unlike(a: Dim, b: Dim) -> bool:
    """True if two lengths are provably different; a batch holds more than one sample."""
    return differ(a, b) or {a, b} == {1, BATCH}


def unequal(a: Dim, b: Dim) -> bool:
    """True if Keras compares two lengths, None included, and finds them different: a number is never None."""
    return differ(a, b) or is_fixed(a) != is_fixed(b)


def whole(shape: Shape, batch_size: int | None) -> Shape:
    """The shape with its batch axis, as Keras holds it."""
    return (BATCH if batch_size is None else batch_size, *shape)


def need_rank(call: Call, rank: int, wanted: str, keras: str = "") -> Shape:
    """The dimensions of the only input if it has `rank` axes, the batch included; refuses others. `wanted`: `(N, T, F)`."""
    tensor = call.input
    if tensor.rank != rank:
        refuse(
            "rank",
            wanted,
            show_shape(tensor.shape),
            keras=keras or f"expected ndim={rank}, found ndim={tensor.rank}",
            input=0,
            wants=rank,
            has=tensor.rank,
        )
    return tensor.dims


def need_axis(shape: Shape, axis: int, keras: str = "index out of range") -> int:
    """The axis counted from the front, of a shape with its batch axis; refuses one that the shape has not."""
    rank = len(shape)
    if not -rank <= axis < rank:
        refuse(
            "argument",
            f"an axis from {-rank} to {rank - 1}",
            f"axis: {axis} on {show_shape(shape[1:])}",
            keras=keras,
            input=0,
            argument="axis",
            axis=axis,
        )
    return axis % rank


def refuse_twice(call: Call, axes: Sequence[int], keras: str = TWICE) -> None:
    """Refuse axes (those of the argument `axis`) of which two mean the same one."""
    if len({axis % call.input.rank for axis in axes}) < len(axes):
        refuse("argument", "each axis once", f"axis: {list(call.args['axis'])}", keras=keras, argument="axis")


def need_length(dim: Dim, shape: Shape, axis: int, keras: str = OPEN, argument: str | None = None) -> Dim:
    """The dimension, if it is a number whenever Keras builds the layer's weights; refuses a free one."""
    if not is_fixed(dim):
        which = "the batch axis" if axis == 0 else f"axis {axis}"
        refuse(
            "axis",
            f"{which} of a known length",
            show_shape(shape),
            keras=keras,
            input=0,
            argument=argument,
            axis=axis,
        )
    return dim
