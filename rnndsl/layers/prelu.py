"""PReLU: a rectified linear unit whose negative slope is learned, one for every value or shared along axes."""

from __future__ import annotations

from rnndsl.ir.dims import Shape, differ
from rnndsl.ir.fields import Either, Entry, Int, ListOf, optional
from rnndsl.ir.tensor import Weight

from ._dtypes import refuse_all_but_floats, variable_dtype
from ._entries import constraint, initializer, regularizer
from ._initial import refuse_initializers
from ._passing import passed
from ._ranks import need_length
from .kind import Call, Kind, Result, refuse


class PReLU(Kind):
    """(N, a, b, …) unchanged in shape, with a weight alpha (a, b, …) that has length 1 on the shared axes."""

    name = "PReLU"
    doc = "Computes x where x > 0, else alpha · x, with an alpha that is learned."
    family = "dense and activation"
    keeps_rank = True
    checks_again = False
    parameters = (
        initializer("alpha", "Zeros"),
        regularizer("alpha"),
        constraint("alpha"),
        Entry(
            "shared_axes",
            optional(Either((Int(1), ListOf(Int(1))))),
            None,
            "Axes along which one slope serves all; 1 is the time axis.",
        ),
    )

    def infer(self, call: Call) -> Result:
        """The shape stays; raises Refusal for axes of unknown length that no slope is shared along."""
        args = call.args
        refuse_all_but_floats(call)
        alpha = Weight("alpha", _slopes(call), args["trainable"], variable_dtype(args))
        refuse_initializers(args, (alpha,))
        return Result((passed(call),), (alpha,))

    def stretches(self, call: Call, built: tuple[Weight, ...], wanted: tuple[Weight, ...]) -> bool:
        """Without shared axes Keras compares nothing: slopes of length 1 serve axes of any length."""
        slopes, others = built[0].shape, wanted[0].shape
        if call.args["shared_axes"] or len(slopes) != len(others):
            return False
        return not any(differ(a, b) and a != 1 for a, b in zip(slopes, others, strict=True))

    def equation(self, call: Call) -> str:
        """The input, or a learned share of it where it is negative."""
        return "relu(input) - alpha * relu(-input)"


def _slopes(call: Call) -> Shape:
    """Shape of alpha."""
    dims, given = call.input.dims, call.args["shared_axes"]
    shared = [] if given is None else [given] if isinstance(given, int) else list(given)
    for axis in shared:
        if axis > len(dims):
            refuse(
                "argument",
                f"axes from 1 to {len(dims)}",
                f"shared_axes: {axis}",
                keras="list assignment index out of range",
                input=0,
                argument="shared_axes",
            )
    return tuple(
        1 if axis in shared else need_length(dim, dims, axis, argument="shared_axes") for axis, dim in enumerate(dims, 1)
    )


KIND = PReLU()
