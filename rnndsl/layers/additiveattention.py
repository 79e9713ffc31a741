"""AdditiveAttention: weights by a scaled tanh of query plus key (Bahdanau)."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry
from rnndsl.ir.tensor import Weight

from ._attending import DROPOUT, Attending
from ._dtypes import variable_dtype
from ._entries import rate
from ._ranks import need_length, whole
from .kind import Call, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class AdditiveAttention(Attending):
    """Keras' AdditiveAttention."""

    name = "AdditiveAttention"
    doc = "Additive attention of a query over values."
    work = "Tq·Tv·(D + V), without D for use_scale: false"
    parameters = (
        Entry("use_scale", Bool(), True, "Learn a factor for every feature of the scores."),
        rate("dropout", 0.0, DROPOUT),
    )

    def weighs(self, call: Call) -> bool:
        """The scale weighs every feature of a sum."""
        return bool(call.args["use_scale"])

    def weights(self, call: Call) -> tuple[Weight, ...]:
        """The scale, as wide as the query."""
        args = call.args
        if not args["use_scale"]:
            return ()
        query = whole(call.inputs[0].dims, call.batch_size)
        width = need_length(query[-1], call.inputs[0].dims, len(query) - 1)
        return (Weight("scale", (width,), args["trainable"], variable_dtype(args)),)

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Scores by a sum."""
        from .equations.attention import attending

        scaled = "scale * " if call.args["use_scale"] else ""
        return attending(call, result, f"sum({scaled}tanh(query[i] + key[j]))", False)


KIND = AdditiveAttention()
