"""Drawing hints for the operations of `keras.ops`: axes that mostly leave the batch alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .hints import Hints

if TYPE_CHECKING:
    from random import Random

RANKS = (2, 3, 3, 4)
ANY_DTYPE = ("float32", "float32", "int32", "float16", "bool")


def axis(rng: Random) -> int:
    """Mostly time or features."""
    return rng.choice((1, 1, 1, -1, -1, 2, -2, 0, 3, -4, 5))


def axes(rng: Random) -> Any:
    """One axis or two, rarely all."""
    chance = rng.random()
    return None if chance < 0.05 else axis(rng) if chance < 0.65 else [axis(rng) for _ in range(rng.randint(1, 2))]


def order(rng: Random) -> list[int] | None:
    """An order of three or four axes, mostly with the batch in front."""
    places = list(range(1, rng.choice((2, 3, 3, 4))))
    rng.shuffle(places)
    return rng.choice(([0, *places], [0, *places], [0, *places], [*places, 0], None, [0, -1, -2], [0, 1, 1]))


def block(rng: Random) -> list[int]:
    """Sizes of a block of a tensor of three axes."""
    return [
        rng.choice((-1, -1, -1, 1)),
        rng.choice((-1, 1, 2, 0)),
        *([rng.choice((-1, 1, 2))] * rng.choice((0, 1, 1, 1, 1, 1, 1))),
    ]


def start(rng: Random) -> list[int]:
    """Where a block begins in a tensor of three axes."""
    return [0, rng.choice((0, 0, 1, 2)), *([rng.choice((0, 0, 1))] * rng.choice((0, 1, 1, 1, 1, 1, 1)))]


def widths(rng: Random) -> Any:
    """Numbers to pad a tensor of three axes with."""
    pairs = [[0, 0], [rng.randint(0, 3), rng.randint(0, 3)], [rng.randint(0, 1), 0]]
    return rng.choice((pairs, pairs, pairs, pairs[:2], [[1, 1], *pairs[1:]], 1, [0, 1]))


def few(rng: Random) -> Any:
    """A small number, or a few."""
    return rng.choice((0, 1, -1, -1, 2, 3, [0], [1, -1], [0, 1, 2], [-2, 7]))


def times(rng: Random) -> Any:
    """How often, once or for several axes."""
    return rng.choice((1, 2, 3, [2], [2, 1], [1, 3], [1, 2, 1], [2, 1, 1], [0, 2], [1, 2, 3, 4, 5]))


def cuts(rng: Random) -> Any:
    """Parts to cut into."""
    return rng.choice((2, 2, 2, 3, [1], [2], [1, 2], [0, 3]))


AXIS, AXES = {"axis": axis}, {"axis": axes}
REDUCED = Hints(ranks=RANKS, dtypes=ANY_DTYPE, often=("keepdims",), always=("axis",), values=AXES)
VALUES = Hints(ranks=(1, 2, 3, 4), dtypes=ANY_DTYPE)
REDUCING = ("mean", "sum", "max", "min", "any", "all", "std", "var", "logsumexp")
VALUEWISE = ("exp", "log", "log1p", "sqrt", "sin", "cos", "abs", "square", "negative", "sign")

OPERATION_HINTS: dict[str, Hints] = {
    **dict.fromkeys(REDUCING, REDUCED),
    **dict.fromkeys(VALUEWISE, VALUES),
    **dict.fromkeys(("argmax", "argmin"), Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values=AXIS)),
    **dict.fromkeys(("cumsum", "cumprod"), Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values=AXIS)),
    "cast": Hints(ranks=(1, 2, 3, 4), dtypes=ANY_DTYPE, masked_at_run=True),
    "expand_dims": Hints(ranks=(1, 2, 3, 4), dtypes=ANY_DTYPE, values={"axis": lambda rng: axes(rng) or 1}),
    "squeeze": Hints(ranks=RANKS, dtypes=ANY_DTYPE, often=("axis",), values=AXES, exact=True),
    "transpose": Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axes",), values={"axes": order}),
    "flip": Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values=AXES),
    "roll": Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values={**AXES, "shift": few}),
    "tile": Hints(ranks=RANKS, dtypes=ANY_DTYPE, values={"repeats": times}),
    "pad": Hints(ranks=(3, 3, 3, 2), dtypes=ANY_DTYPE, often=("mode",), values={"pad_width": widths}),
    "slice": Hints(ranks=(3, 3, 3, 2), dtypes=ANY_DTYPE, values={"start_indices": start, "shape": block}),
    "take": Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values={**AXIS, "indices": few}),
    "split": Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values={**AXIS, "indices_or_sections": cuts}),
    "stack": Hints(ranks=RANKS, dtypes=ANY_DTYPE, always=("axis",), values=AXIS),
    "matmul": Hints(ranks=(3, 3, 4), dtypes=ANY_DTYPE),
    "one_hot": Hints(ranks=(1, 2, 3), dtypes=("int32", "int64", "uint8"), often=("axis", "dtype")),
}
