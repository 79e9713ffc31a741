"""What the poolings over time share: windows or the whole axis, a largest or a mean value."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Entry, optional
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import STRINGS, compute_dtype, refuse_strings
from ._formats import DATA_FORMAT, join, layout, split
from ._ranks import need_rank
from ._windows import SIZE, sizes, slide
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
    """Pools windows along `axes` axes. `check` refuses the dtypes that the pooling cannot compute on."""

    axes = 1
    masks = "drops"
    family = "convolution and pooling"
    keeps_mask = KEEPS_MASK

    def check(self, call: Call) -> None:
        """Refuse strings; kinds that need more say so."""
        refuse_strings(call)

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T', F)."""
        args = call.args
        widths = sizes(args["pool_size"], self.axes)
        strides = widths if args["strides"] is None else sizes(args["strides"], self.axes)
        before, features = split(need_rank(call, self.axes + 2, layout(args, self.axes)), args)
        self.check(call)
        after = slide(before, widths, strides, (1,) * self.axes, args["padding"], "pool_size")
        return Result((TensorSpec(join(after, features, args), compute_dtype(args)),))


class GlobalPooling(Kind):
    """Pools the whole of `axes` axes. `strings` is what Keras says to strings."""

    axes = 1
    family = "convolution and pooling"
    drops_time = True
    keeps_mask = KEEPS_MASK
    strings = STRINGS

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, F), or (N, 1, F) with keepdims."""
        args = call.args
        _, features = split(need_rank(call, self.axes + 2, layout(args, self.axes)), args)
        refuse_strings(call, self.strings)
        shape = join((1,) * self.axes, features, args) if args["keepdims"] else (features,)
        return Result((TensorSpec(shape, compute_dtype(args)),))
