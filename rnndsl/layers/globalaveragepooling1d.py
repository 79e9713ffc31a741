"""GlobalAveragePooling1D: the mean of every feature over time."""

from __future__ import annotations

from rnndsl.ir.dims import show_shape

from ._formats import features_first
from ._merging import together
from ._pooling import GlobalPooling, global_pooling
from ._ranks import whole
from .kind import Call, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class GlobalAveragePooling1D(GlobalPooling):
    """Keras' GlobalAveragePooling1D: it reads the mask, and gives none."""

    name = "GlobalAveragePooling1D"
    also = ("GlobalAvgPool1D",)
    doc = "Takes the mean of every feature over the time steps that the mask leaves."
    masks = "own"
    reads_mask = True
    parameters = global_pooling(1)

    def infer(self, call: Call) -> Result:
        """As its family; refuses a mask that does not lie along the time axis: there is no such mean."""
        result = super().infer(call)
        mask = call.input.mask
        if mask is not None:
            shape, hidden = whole(call.input.dims, call.batch_size), whole(mask.shape, call.batch_size)
            along = (hidden[0], 1, *hidden[1:]) if features_first(call.args) else (*hidden, 1)
            if len(hidden) != 2 or together(shape, along) is None:
                found = f"a mask {show_shape(mask.shape)} on {show_shape(call.input.shape)}"
                refuse("rank", "a mask along the time axis", found, keras="must be broadcastable", input=0)
        return result

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """The mean, of the steps that a mask leaves."""
        from .equations.windows import masked_mean

        return masked_mean(call, result)

    def torch(self, call: Call) -> str:
        """The mean over time."""
        kept = ", keepdim=True" if call.args["keepdims"] else ""
        along = 2 if features_first(call.args) else 1
        return "" if call.input.mask is not None else f"x.mean(dim={along}{kept})"


KIND = GlobalAveragePooling1D()
