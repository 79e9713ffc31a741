"""TimeDistributed: the same layer, with the same weights, at every time step."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim, multiply
from rnndsl.ir.fields import Entry, LayerField
from rnndsl.ir.tensor import TensorSpec, Weight
from rnndsl.ir.typed import Refusal

from ._dtypes import cast, compute_dtype
from ._nesting import Around, inner_weights, refuse_outer_mask, unpacked
from ._passing import passed
from .kind import STEP, Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ._nesting import Ran
    from .equations.notation import Line
    from .kind import Kind


class TimeDistributed(Around):
    """(N, T, …) to (N, T, what the layer makes of (N, …)), with the layer's own weights; the mask passes."""

    name = "TimeDistributed"
    checks_again = False
    doc = "Applies a layer to every time step."
    family = "dense and activation"
    per_step = True
    needs_time = True
    work = "T times what the layer does"
    parameters = (
        Entry("layer", LayerField(blocks=True), doc="The layer, or the block, to apply; it sees (N, …): no time axis."),
    )

    def infer(self, call: Call) -> Result:
        """The layer's own inference without the time axis; raises Refusal below rank 3 and where the layer refuses."""
        tensor = call.input
        if tensor.rank < 3:
            keras = "`TimeDistributed` Layer should be passed an `input_shape` with at least 3 dimensions"
            refuse("rank", "a time axis: rank 3 or more", str(tensor), keras=keras, input=0, wants=3, has=tensor.rank)
        ((_, _, inner),) = self.ran(call)
        shape = (tensor.dims[0], *inner.outputs[0].dims)
        weights = inner_weights(call.args["layer"], call.args, inner.weights)
        return Result((TensorSpec(shape, compute_dtype(call.args), tensor.mask),), weights)

    def stretches(self, call: Call, built: tuple[Weight, ...], wanted: tuple[Weight, ...]) -> bool:
        """What the layer itself would compute if it did not check."""
        layer, tensor = call.args["layer"], call.input
        kind, args = unpacked(layer)
        step = replace(tensor, shape=tensor.dims[1:])
        return kind.stretches(Call(args, (step,)), built, wanted)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """What the layer does, at every step."""
        return multiply(call.input.dims[0], super().multiply_adds(call, result))

    def saved(self, call: Call, result: Result) -> Dim:
        """What the layer keeps of every step."""
        return multiply(call.input.dims[0], super().saved(call, result))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Every step is treated alone."""
        return STEP

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """The layer, and its call at every step."""
        from .equations.wrappers import time_distributed

        return time_distributed(call, result, *self.ran(call))

    def ran(self, call: Call) -> list[Ran]:
        """The layer on one time step."""
        layer, tensor = call.args["layer"], call.input
        kind, args = unpacked(layer)
        mask = replace(tensor.mask, shape=tensor.mask.shape[1:]) if tensor.mask is not None else None
        step = TensorSpec(tensor.dims[1:], cast(tensor, call.args), mask)
        if kind.operation:
            keras = "Please initialize `TimeDistributed` layer with a `keras.layers.Layer` instance"
            refuse("argument", "a layer", f"the operation {layer.kind}", keras=keras, argument="layer")
        self.refuse_several(kind)
        refuse_outer_mask(kind, step)
        if kind.name == "RepeatVector" and step.dims[1:] and all(dim == 1 for dim in step.dims[1:]):
            step = replace(step, shape=step.dims[:1])  # the wrapper checks no rank, and Keras' reshape takes (F, 1) for (F)
        inner = Call(args, (step,), (), call.batch_size, layer.name)
        silent = kind.name.startswith("SpatialDropout") and args["rate"] == 0  # the wrapper goes round the check of the rank
        result = Result((passed(inner),)) if silent else _judged(kind, inner)
        if kind.learned and not result.weights and all(args.get(name) is None for name in kind.learned):
            wanted = " and ".join(f"`{name}`" for name in kind.learned)
            refuse("argument", f"a layer that is given its {wanted}", f"{layer.kind} without", argument="layer")
        if len(result.outputs) > 1:
            found = f"{layer.kind} with {len(result.outputs)} outputs"
            refuse("argument", "a layer of one output", found, argument="layer")
        return [(kind, inner, result)]


def _judged(kind: Kind, call: Call) -> Result:
    """The inner layer's answer; what Keras would say is not known, since the wrapper goes round the layer's own checks."""
    try:
        return kind.infer(call)
    except Refusal as refusal:
        raise Refusal(replace(refusal.fault, keras="")) from None


KIND = TimeDistributed()
