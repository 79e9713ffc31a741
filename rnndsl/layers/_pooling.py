"""What the poolings over time share: windows or the whole axis, a largest or a mean value."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Entry, optional
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import STRINGS, compute_dtype, refuse_strings
from ._formats import DATA_FORMAT, join, layout, split
from ._ranks import need_rank
from ._windows import SIZE, size, slide
from .kind import Call, Kind, Result

WINDOW = (
    Entry("strides", optional(SIZE), None, "Time steps between two windows; null: pool_size."),
    Entry("padding", Choice(("valid", "same")), "valid", "valid: only whole windows; same: a window at every stride."),
    DATA_FORMAT,
)
WHOLE = (
    DATA_FORMAT,
    Entry("keepdims", Bool(), False, "Keep the time axis, with length 1."),
)
KEEPS_MASK = "pool with GlobalAveragePooling1D, which leaves masked steps out, or pool the output of a recurrent layer"


class Pooling(Kind):
    """Pools windows of the time axis. `check` refuses the dtypes that the pooling cannot compute on."""

    masks = "drops"
    family = "convolution and pooling"
    keeps_mask = KEEPS_MASK

    def check(self, call: Call) -> None:
        """Refuse strings; kinds that need more say so."""
        refuse_strings(call)

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T', F)."""
        args = call.args
        width = size(args["pool_size"])
        stride = width if args["strides"] is None else size(args["strides"])
        steps, features = split(need_rank(call, 3, layout(args)), args)
        self.check(call)
        length = slide(steps, width, stride, 1, args["padding"], "pool_size")
        return Result((TensorSpec(join(length, features, args), compute_dtype(args)),))


class GlobalPooling(Kind):
    """Pools the whole time axis. `strings` is what Keras says to strings."""

    family = "convolution and pooling"
    drops_time = True
    keeps_mask = KEEPS_MASK
    strings = STRINGS

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, F), or (N, 1, F) with keepdims."""
        args = call.args
        _, features = split(need_rank(call, 3, layout(args)), args)
        refuse_strings(call, self.strings)
        shape = join(1, features, args) if args["keepdims"] else (features,)
        return Result((TensorSpec(shape, compute_dtype(args)),))
