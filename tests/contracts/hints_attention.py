"""Drawing hints for what joins and attends: axes to multiply along, equations, heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .hints import Hints
from .hints_tensors import MERGED

if TYPE_CHECKING:
    from random import Random


def dot_axes(rng: Random) -> Any:
    """Mostly the last axis, or one of each."""
    return rng.choice((-1, -1, -1, 1, 2, 0, -2, [1, 1], [2, 2], [1, 2], [-1, 1], [3, -1]))


def attention_axes(rng: Random) -> Any:
    """Mostly all."""
    return rng.choice((None, None, None, 1, [1], [2], [1, 2], [-1], [-2], -2, 0, 3, -5, [1, 1], 7))


def heads(rng: Random) -> int:
    """Few."""
    return rng.choice((1, 2, 2, 4))


def equation(rng: Random) -> str:
    """Equations for tensors of two to four axes, rarely a wrong one."""
    return rng.choice(
        (
            "ab,bc->ac",
            *["abc,cd->abd"] * 6,
            "abc,bd->adc",
            "abc,cde->abde",
            "abcd,cde->abe",
            *["...c,cd->...d"] * 24,
            "...bc,cd->...bd",
            "abc...,bd->adc...",
            "abc,bc->ab",
            "abc,cd->abe",
            "abc,ce->ab",
            "ab->b",
        )
    )


def output_shape(rng: Random) -> Any:
    """Axes of an output, some left open."""
    return rng.choice((*[4] * 40, *[[None, 4]] * 5, [None, None, 4], [None, 3, 2], [4, None], [None], [3, 4]))


def bias_axes(rng: Random) -> str | None:
    """Letters, mostly the last of the output."""
    return rng.choice((*["d"] * 20, "bd", "e", "c", "de", None))


ATTENDING = ("use_gate", "use_bias", "dropout", "return_attention_scores", "use_causal_mask", "sliding_window")
SEQUENCES = {"ranks": (3, 3, 3, 4), "sequential": True, "least": 2}

ATTENTION_HINTS: dict[str, Hints] = {
    "Subtract": MERGED,
    "Maximum": MERGED,
    "Minimum": MERGED,
    "MultiHeadAttention": Hints(**SEQUENCES, often=ATTENDING, values={"attention_axes": attention_axes, "num_heads": heads}),
    "GroupQueryAttention": Hints(
        ranks=(3,),
        sequential=True,
        free=0.05,
        often=ATTENDING,
        values={
            "num_query_heads": heads,
            "num_key_value_heads": lambda rng: rng.choice((1, 1, 1, 2)),
            "flash_attention": lambda rng: rng.choice((None, None, False, True)),
        },
    ),
    "ReversibleEmbedding": Hints(
        ranks=(1, 2, 3),
        dtypes=("int32", "int32", "float32"),
        often=("mask_zero", "reverse", "tie_weights"),
        masked_at_run=True,
    ),
    "EinsumDense": Hints(
        exact=True,
        ranks=(2, 3, 3, 3, 3, 4),
        free=0.1,
        often=("bias_axes",),
        values={"equation": equation, "output_shape": output_shape, "bias_axes": bias_axes},
    ),
    "Dot": Hints(ranks=(2, 2, 3, 3, 4), often=("normalize",), values={"axes": dot_axes}),
}
