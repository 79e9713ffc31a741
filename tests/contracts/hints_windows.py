"""Drawing hints for the kinds that slide windows, pool, pad, crop and resize, over one, two or three axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .hints import Hints

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

RANKS = {1: (3,), 2: (4,), 3: (5,)}


def size(axes: int) -> Callable[[Random], Any]:
    """A size that short axes mostly have room for, as a number or a list."""

    def draw(rng: Random) -> int | list[int]:
        numbers = [rng.choice((1, 1, 2, 3)) for _ in range(axes)]
        return numbers[0] if rng.random() < 0.6 else numbers

    return draw


def groups(rng: Random) -> int:
    """Mostly one group."""
    return rng.choice((1, 1, 2, 3))


def first_dtype(rng: Random) -> str:
    """Only those that TensorFlow convolves on a CPU too with the features first, or backwards with a dilation."""
    return rng.choice(("float32", "bfloat16", "mixed_bfloat16"))


def convolved(axes: int, *often: str, **values: Callable[[Random], Any]) -> Hints:
    """Hints of a convolution."""
    drawn = {name: size(axes) for name in ("kernel_size", "strides", "dilation_rate")}
    return Hints(
        ranks=RANKS[axes],
        often=("strides", "padding", "dilation_rate", "data_format", *often),
        values={**drawn, **values},
    )


WINDOW_HINTS: dict[str, Hints] = {
    **{f"Conv{n}D": convolved(n, "groups", groups=groups, dtype=first_dtype) for n in (1, 2, 3)},
    **{f"Conv{n}DTranspose": convolved(n, "output_padding", dtype=first_dtype) for n in (1, 2, 3)},
    **{f"DepthwiseConv{n}D": convolved(n, "depth_multiplier") for n in (1, 2)},
    **{f"SeparableConv{n}D": convolved(n, "depth_multiplier") for n in (1, 2)},
}
