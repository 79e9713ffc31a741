"""Attention: weights by the dot product of query and key (Luong)."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Entry
from rnndsl.ir.tensor import Weight

from ._attending import DROPOUT, Attending
from ._dtypes import variable_dtype
from ._entries import SEED, rate
from .kind import Call, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .equations.notation import Line


class Attention(Attending):
    """Keras' Attention."""

    name = "Attention"
    doc = "Dot-product attention of a query over values."
    work = "Tq·Tv·(D + V), without D for score_mode: concat"
    parameters = (
        Entry("use_scale", Bool(), False, "Learn a factor for the scores."),
        Entry("score_mode", Choice(("dot", "concat")), "dot", "dot: product of query and key; concat: tanh of their sum."),
        rate("dropout", 0.0, DROPOUT),
        SEED,
    )

    def multiplies(self, call: Call) -> bool:
        """`score_mode` says it."""
        return bool(call.args["score_mode"] == "dot")

    def weights(self, call: Call) -> tuple[Weight, ...]:
        """Single numbers: the scale, and the factor of concat scores."""
        args = call.args
        names = [*(["scale"] * args["use_scale"]), *(["concat_score_weight"] * (args["score_mode"] == "concat"))]
        return tuple(Weight(name, (), args["trainable"], variable_dtype(args)) for name in names)

    def equations(self, call: Call, result: Result) -> tuple[Line, ...]:
        """Scores by a product, or by a sum."""
        from .equations.attention import attending

        scaled = call.args["use_scale"]
        if self.multiplies(call):
            return attending(call, result, "query @ key.T" + (" * scale" if scaled else ""), True)
        total = "scale * (query[i] + key[j])" if scaled else "query[i] + key[j]"
        return attending(call, result, f"concat_score_weight * sum(tanh({total}))", False)


KIND = Attention()
