"""What the adaptive poolings share: as many windows as asked for, however long the axes are.

Keras announces their output for inputs of any rank and length, and computes it for those of one rank alone; it also pools
windows one step longer than needed, which do not fit every axis. Both fail in the first batch at the latest.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, show
from rnndsl.ir.fields import REQUIRED, Entry

from ._dtypes import compute_dtype, kept
from ._formats import DATA_FORMAT, join, layout, split
from ._pooling import Pools, check_average, check_max
from ._ranks import need_rank
from ._windows import STEPS, counted, sized_entry, sizes
from .kind import Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NO_POOL = "has DataType {} not in list of allowed values"


def adaptive(axes: int) -> tuple[Entry, ...]:
    """The parameters of an adaptive pooling along so many axes."""
    return (sized_entry("output_size", axes, REQUIRED, "Number of windows in {}"), DATA_FORMAT)


class AdaptivePooling(Pools):
    """Pools as many windows as `output_size` says; `check` refuses the dtypes that the pooling cannot compute on."""

    def check(self, call: Call) -> None:
        """Refuse what TensorFlow's pooling has no kernel for."""
        raise AssertionError(f"{self.name} takes some dtypes")

    def infer(self, call: Call) -> Result:
        """(N, T, F) to (N, output_size, F) and its like for images."""
        args, after = call.args, sizes(call.args["output_size"], self.axes)
        shape = need_rank(call, self.axes + 2, layout(args, self.axes), _rank_words(call.input.rank))
        before, features = split(shape, args)
        self.check(call)
        for length, wanted, word in zip(before, after, STEPS[self.axes], strict=True):
            _check_window(length, wanted, word)
        return Result((kept(call, join(after, features, args), compute_dtype(args)),))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Over time, windows as long as the input wants them: at most all of it."""
        return Reach(None) if self.axes == 1 else None


class AdaptiveMaxPooling(AdaptivePooling):
    """The largest value of every window."""

    def check(self, call: Call) -> None:
        """Refuse bools and strings, and over three axes all but floats of up to 32 bits."""
        check_max(call, self.axes, NO_POOL)


class AdaptiveAveragePooling(AdaptivePooling):
    """The mean of every window."""

    def check(self, call: Call) -> None:
        """Refuse all but floats, over three axes of up to 32 bits."""
        check_average(call, self.axes, NO_POOL)


def _rank_words(rank: int) -> str:
    """What Keras says to an input of another rank; nothing where it computes another shape than it announced."""
    return "values to unpack" if rank in (4, 5) else "" if rank == 3 else "supports 1D, 2D, or 3D inputs only"


def _check_window(length: Dim, wanted: int, word: str) -> None:
    """Refuse one window over a whole axis, and any over an axis of length 1: Keras' longest window does not fit there."""
    longest = None if not isinstance(length, int) else -(-length // wanted) + 1
    if wanted == 1 or (longest is not None and isinstance(length, int) and longest > length):
        refuse(
            "argument",
            f"at least 2 {word}s from at least 2 {word}s (for one, take a global pooling with keepdims)",
            f"output_size: {show(wanted)} from {counted(length, word)}",
            keras="Negative dimension size caused by subtracting",
            input=0,
            argument="output_size",
        )
