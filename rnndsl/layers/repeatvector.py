"""RepeatVector: one vector becomes a sequence of itself."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int

from ._dtypes import compute_dtype, kept
from ._ranks import need_rank
from .kind import Call, Kind, Result


class RepeatVector(Kind):
    """Keras' RepeatVector."""

    name = "RepeatVector"
    doc = "Repeats a vector n times, as a sequence for a decoder."
    masks = "drops"
    keeps_values = True
    dimensional = ("n",)
    parameters = (Entry("n", Int(1), doc="Number of time steps."),)

    def infer(self, call: Call) -> Result:
        """(N, F) to (N, n, F)."""
        (features,) = need_rank(call, 2, "(N, F)")
        return Result((kept(call, (call.args["n"], features), compute_dtype(call.args)),))

    def equation(self, call: Call) -> str:
        """The vector n times."""
        from rnndsl.ir.dims import show

        return f"tile(input, ({show(call.args['n'])}, 1))"

    def torch(self, call: Call) -> str:
        """A new axis, repeated."""
        from rnndsl.ir.dims import show

        return f"x[:, None].repeat(1, {show(call.args['n'])}, 1)"


KIND = RepeatVector()
