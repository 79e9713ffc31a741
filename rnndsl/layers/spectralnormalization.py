"""SpectralNormalization: keeps the largest singular value of a layer's kernel at 1."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Dim
from rnndsl.ir.fields import Entry, Int, LayerField
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import Weight

from . import kind as find
from ._dtypes import cast, compute_dtype, kept
from ._nesting import inner_weights
from .kind import Call, Kind, Reach, Result, complete, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

KERNELS = ("kernel", "embeddings")


class SpectralNormalization(Kind):
    """What the layer makes of the input, with one more weight `vector_u` (1, width of the kernel) that does not train."""

    name = "SpectralNormalization"
    doc = "Divides the kernel of a layer by its largest singular value at every training step; a mask is lost."
    family = "normalization and dropout"
    owns_weights = False
    masks = "drops"
    keeps_mask = "use a kernel_constraint of the layer itself, which hands the mask on"
    work = "what the layer does"
    parameters = (
        Entry("layer", LayerField(), doc="A layer with a kernel or a table of embeddings of its own."),
        Entry("power_iterations", Int(1), 1, "Steps towards the singular value in each training step."),
    )

    def infer(self, call: Call) -> Result:
        """The layer's own inference; raises Refusal for a layer without a kernel, and where the layer refuses."""
        args, layer = call.args, call.args["layer"]
        inner, step = self._inside(call)
        result = inner.infer(step)
        kernel = next((w for w in result.weights if w.name in KERNELS and not inner.recurrent), None)
        if kernel is None:
            keras = f"{layer.kind} object has no attribute 'kernel' nor 'embeddings'"
            refuse("argument", "a layer with a kernel or embeddings", layer.kind, keras=keras, argument="layer")
        vector = Weight("vector_u", (1, kernel.shape[-1]), False, kernel.dtype)
        ordered = (kernel, vector, *(w for w in result.weights if w is not kernel))
        weights = inner_weights(layer, args, ordered)
        return Result((kept(call, result.outputs[0].dims, compute_dtype(args)),), weights)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """What the layer does; the singular value is found while training alone."""
        inner, step = self._inside(call)
        return inner.multiply_adds(step, inner.infer(step))

    def saved(self, call: Call, result: Result) -> Dim:
        """What the layer saves."""
        inner, step = self._inside(call)
        return inner.saved(step, inner.infer(step))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """What the layer sees."""
        layer = args["layer"]
        inner = find(layer.kind)
        return inner.reach(complete(inner, layer.args)) if inner is not None else None

    def applied(self, layer: Layer) -> Layer:
        """The layer whose kernel it normalizes."""
        inner = layer.args.get("layer")
        return inner if isinstance(inner, Layer) else layer

    def _inside(self, call: Call) -> tuple[Kind, Call]:
        """The layer's kind, and its call: it sees no mask, and floats in the wrapper's dtype."""
        layer = call.args["layer"]
        inner = find(layer.kind)
        if inner is None:
            raise AssertionError(layer.kind)
        if inner.low != 1:
            refuse("argument", "a layer of one input", layer.kind, argument="layer")
        tensor = replace(call.input, dtype=cast(call.input, call.args))
        return inner, Call(complete(inner, layer.args), (tensor,), (), call.batch_size, layer.name)


KIND = SpectralNormalization()
