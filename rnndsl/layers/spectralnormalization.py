"""SpectralNormalization: keeps the largest singular value of a layer's kernel at 1."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.fields import Entry, Int, LayerField
from rnndsl.ir.tensor import Weight

from ._dtypes import cast, compute_dtype, kept
from ._nesting import Around, inner_weights, unpacked
from .kind import Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ._nesting import Ran

KERNELS = ("kernel", "embeddings")


class SpectralNormalization(Around):
    """What the layer makes of the input, with one more weight `vector_u` (1, width of the kernel) that does not train.

    The singular value is found while training alone, and no work is counted for it.
    """

    name = "SpectralNormalization"
    doc = "Divides the kernel of a layer by its largest singular value at every training step; a mask is lost."
    family = "normalization and dropout"
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
        ((inner, _, result),) = self.ran(call)
        kernel = next((w for w in result.weights if w.name in KERNELS and not inner.recurrent), None)
        if kernel is None:
            keras = f"{layer.kind} object has no attribute 'kernel' nor 'embeddings'"
            refuse("argument", "a layer with a kernel or embeddings", layer.kind, keras=keras, argument="layer")
        vector = Weight("vector_u", (1, kernel.shape[-1]), False, kernel.dtype)
        ordered = (kernel, vector, *(w for w in result.weights if w is not kernel))
        weights = inner_weights(layer, args, ordered)
        return Result((kept(call, result.outputs[0].dims, compute_dtype(args)),), weights)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """What the layer sees."""
        inner, own = unpacked(args["layer"])
        return inner.reach(own)

    def ran(self, call: Call) -> list[Ran]:
        """The layer on the input, whose mask it does not see, in floats of the wrapper's dtype."""
        layer = call.args["layer"]
        inner, own = unpacked(layer)
        self.refuse_several(inner)
        tensor = replace(call.input, dtype=cast(call.input, call.args))
        step = Call(own, (tensor,), (), call.batch_size, layer.name)
        return [(inner, step, inner.infer(step))]


KIND = SpectralNormalization()
