"""What the poolings share: windows or the whole axis, a largest or a mean value, over time or over images."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Entry
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import NO_KERNEL, STRINGS, compute_dtype, kept, refuse_all_but_floats, refuse_bools, refuse_strings
from ._formats import DATA_FORMAT, join, layout, split
from ._ranks import need_rank
from ._windows import ALONG, over_time, sized_entry, slide, windows
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.ir.dims import Shape

    from .equations.notation import Line

PADDING = Entry("padding", Choice(("valid", "same")), "valid", "valid: only whole windows; same: a window at every stride.")
KEEPS_MASK = "pool with GlobalAveragePooling1D, which leaves masked steps out, or pool the output of a recurrent layer"


def pooling(axes: int, size: Any) -> tuple[Entry, ...]:
    """The parameters of a pooling of windows along so many axes; `size` is the default of `pool_size`."""
    return (
        sized_entry("pool_size", axes, size, "Size of a window in {}"),
        sized_entry("strides", axes, None, "Distance between two windows in {}; null for pool_size", nullable=True),
        PADDING,
        DATA_FORMAT,
    )


def global_pooling(axes: int) -> tuple[Entry, ...]:
    """The parameters of a pooling of everything along so many axes."""
    kept = "the time axis" if axes == 1 else f"the axes of {ALONG[axes]}"
    return (DATA_FORMAT, Entry("keepdims", Bool(), False, f"Keep {kept}, with length 1."))


class Pools(Kind):
    """A pooling along `axes` axes, of windows or of everything."""

    axes = 1
    family = "convolution and pooling"
    masks = "drops"

    @property
    def keeps_mask(self) -> str:  # type: ignore[override]
        """What to do instead of dropping a mask: one pooling over time reads it."""
        return KEEPS_MASK if self.axes == 1 else Kind.keeps_mask


class Pooling(Pools):
    """Pools windows. `check` refuses the dtypes that the pooling cannot compute on."""

    reduce: str

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """What `reduce` makes of every window."""
        from .equations.windows import pooling

        return pooling(call, result, windows(call.args, self.axes, "pool_size"), self.reduce)

    def check(self, call: Call) -> None:
        """Refuse what TensorFlow's pooling has no kernel for."""
        raise AssertionError(f"{self.name} takes some dtypes")

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, T', F), (N, H, W, F) to (N, H', W', F) and so on."""
        args = call.args
        before, features = split(need_rank(call, self.axes + 2, layout(args, self.axes)), args)
        self.check(call)
        after = slide(before, *windows(args, self.axes, "pool_size"), args["padding"], "pool_size")
        return Result((kept(call, join(after, features, args), compute_dtype(args)),))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Over time, a window; an image has no time steps."""
        return over_time(args, "pool_size") if self.axes == 1 else None


class MaxPooling(Pooling):
    """The largest value of every window."""

    reduce = "max"

    def check(self, call: Call) -> None:
        """Refuse bools and strings, and over three axes all but floats of up to 32 bits."""
        check_max(call, self.axes)


class AveragePooling(Pooling):
    """The mean of every window."""

    reduce = "mean"

    def check(self, call: Call) -> None:
        """Refuse all but floats, over three axes of up to 32 bits."""
        check_average(call, self.axes)


class GlobalPooling(Pools):
    """Pools everything. `strings` is what Keras says to strings."""

    drops_time = True
    strings = STRINGS
    reduce = "mean"

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """What `reduce` makes of all places."""
        from .equations.windows import global_pooling

        return global_pooling(call, result, self.axes, self.reduce)

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, F), or (N, 1, F) with keepdims; the same over images."""
        args = call.args
        _, features = split(need_rank(call, self.axes + 2, layout(args, self.axes)), args)
        refuse_strings(call, self.strings)
        shape = join((1,) * self.axes, features, args) if args["keepdims"] else (features,)
        return Result((self.pooled(call, shape),))

    def pooled(self, call: Call, shape: Shape) -> TensorSpec:
        """The mean of whole numbers is none."""
        return TensorSpec(shape, compute_dtype(call.args))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """No time steps are left."""
        return None


class GlobalMaxPooling(GlobalPooling):
    """The largest value of every feature."""

    reduce = "max"
    strings = NO_KERNEL.format("string")

    def pooled(self, call: Call, shape: Shape) -> TensorSpec:
        """The largest whole number is one."""
        return kept(call, shape, compute_dtype(call.args))


def check_max(call: Call, axes: int, keras: str = NO_KERNEL) -> None:
    """Refuse what TensorFlow takes no largest value of, along so many axes, in Keras' words (the dtype in place of `{}`)."""
    if axes < 3:
        refuse_bools(call, keras)
    else:
        check_average(call, axes, keras)


def check_average(call: Call, axes: int, keras: str = NO_KERNEL) -> None:
    """Refuse what TensorFlow takes no mean of, along so many axes, in Keras' words (the dtype in place of `{}`)."""
    refuse_all_but_floats(call, keras.format(call.input.real))
    if axes == 3 and compute_dtype(call.args) == "float64":
        refuse("dtype", "floats of up to 32 bits", "dtype: float64", argument="dtype")
