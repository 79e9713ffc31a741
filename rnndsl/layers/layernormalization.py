"""LayerNormalization: mean 0 and variance 1 within every sample."""

from __future__ import annotations

from rnndsl.ir.fields import Either, Entry, Int, ListOf
from rnndsl.ir.tensor import Weight

from ._dtypes import FLOATS, refuse_strings, variable_dtype
from ._initial import refuse_initializers
from ._normalizing import CENTER_SCALE, EPSILON, INITIALIZERS, PENALTIES, lengths, refuse_unaligned
from ._passing import passed
from ._ranks import refuse_twice
from .kind import Call, Kind, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class LayerNormalization(Kind):
    """Keras' LayerNormalization."""

    name = "LayerNormalization"
    doc = "Normalizes each sample (and time step) over its features."
    family = "normalization and dropout"
    per_step = True
    checks_again = False
    parameters = (
        Entry("axis", Either((Int(), ListOf(Int()))), -1, "The axes to normalize over; 0 is the batch."),
        EPSILON,
        *CENTER_SCALE,
        *INITIALIZERS,
        *PENALTIES,
    )

    def infer(self, call: Call) -> Result:
        """The shape stays; weights gamma and beta are as long as the axes."""
        args, axis = call.args, call.args["axis"]
        refuse_strings(call)
        axes = [axis] if isinstance(axis, int) else sorted(axis)
        refuse_twice(call, axes)
        shape = lengths(call, axes, learned=args["scale"] or args["center"])
        if len(shape) == call.input.rank and (args["scale"] or args["center"]):  # else Keras puts the axes in place
            refuse_unaligned(call, shape)
        names = [*(["gamma"] * args["scale"]), *(["beta"] * args["center"])]
        weights = tuple(Weight(name, shape, args["trainable"], variable_dtype(args)) for name in names)
        refuse_initializers(args, weights)
        return Result((passed(call),), weights)

    def stretches(self, call: Call, built: tuple[Weight, ...], wanted: tuple[Weight, ...]) -> bool:
        """One gamma serves any number of features where Keras leaves it as it is: on the last axis, counted from the front."""
        axis = call.args["axis"]
        last = call.input.rank - 1
        return (axis == last or axis == [last]) and all(weight.shape == (1,) for weight in built)

    def equation(self, call: Call) -> str:
        """The features less their mean, by their deviation."""
        from .equations.notation import scaled

        if call.args["axis"] not in (-1, call.input.rank - 1) or call.input.rank < 2 or call.input.dtype not in FLOATS:
            return ""  # Keras normalizes whole numbers as whole numbers
        deviation = f"sqrt(variance(input, axis=-1, keepdims=True) + {call.args['epsilon']:g})"
        return scaled(f"(input - mean(input, axis=-1, keepdims=True)) / {deviation}", call.args)

    def in_torch(self, call: Call, result: Result) -> tuple[Line, ...]:
        """`nn.LayerNorm`."""
        from .equations.in_torch import layer_norm

        return layer_norm(call, result)


KIND = LayerNormalization()
