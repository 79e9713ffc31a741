"""Drawing hints for the kinds that slide windows, pool, pad, crop and resize, over one, two or three axes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .hints import Hints

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

RANKS = {1: (3,), 2: (4,), 3: (5,)}
CPU = ("float32", "bfloat16", "mixed_bfloat16")


def size(axes: int, ones: float = 0.4) -> Callable[[Random], Any]:
    """A size that short axes mostly have room for, as a number or a list; `ones` is the share of plain ones."""

    def draw(rng: Random) -> int | list[int]:
        if rng.random() < ones:
            return 1
        numbers = [rng.choice((1, 2, 2, 3)) for _ in range(axes)]
        return numbers[0] if rng.random() < 0.6 else numbers

    return draw


def groups(rng: Random) -> int:
    """Mostly one group."""
    return rng.choice((1, 1, 1, 2, 3))


def output_padding(rng: Random) -> int | None:
    """Mostly less than the strides."""
    return rng.choice((None, 0, 0, 1))


def first_dtype(rng: Random) -> str:
    """Only those that TensorFlow convolves on a CPU too with the features first, or backwards with a dilation."""
    return rng.choice(CPU)


def over(axes: int, *often: str, **values: Callable[[Random], Any]) -> Hints:
    """Hints of a kind that slides along so many axes."""
    return Hints(ranks=RANKS[axes], often=("data_format", *often), values=values, exact=True)


def convolved(axes: int, *often: str, **values: Callable[[Random], Any]) -> Hints:
    """Hints of a convolution."""
    drawn = {"kernel_size": size(axes, 0.1), "strides": size(axes), "dilation_rate": size(axes, 0.6)}
    return over(axes, "strides", "padding", "dilation_rate", *often, **drawn, **values)


def pooled(axes: int) -> Hints:
    """Hints of a pooling of windows."""
    drawn = {"pool_size": size(axes, 0.1), **cpu_dtype(axes)}
    return over(axes, "pool_size", "strides", "padding", **drawn)


def adaptive(axes: int) -> Hints:
    """Hints of an adaptive pooling."""

    def output_size(rng: Random) -> int | list[int]:
        numbers = [rng.choice((1, 2, 2, 3, 3, 4, 5, 9)) for _ in range(axes)]
        return numbers[0] if rng.random() < 0.6 else numbers

    return replace(over(axes, output_size=output_size, **cpu_dtype(axes)), fatal=True)


def cpu_dtype(axes: int) -> dict[str, Callable[[Random], Any]]:
    """Volumes are pooled in half precision by a GPU alone."""
    return {"dtype": lambda rng: rng.choice((*CPU, "float64"))} if axes == 3 else {}


def cropping(axes: int) -> Callable[[Random], Any]:
    """A cropping in every form that Keras takes, of which most axes have something left."""

    def one(rng: Random) -> int:
        return rng.choice((0, 0, 1, 2))

    def draw(rng: Random) -> Any:
        form = rng.random()
        if form < 0.3:
            return one(rng)
        if axes == 1:
            return [one(rng), one(rng)]
        return [one(rng) if rng.random() < 0.4 else [one(rng), one(rng)] for _ in range(axes)]

    return draw


def each(name: str, hints: Callable[[int], Hints], axes: tuple[int, ...] = (1, 2, 3)) -> dict[str, Hints]:
    """The hints of a kind over each number of axes; `{}` in its name stands for that number."""
    return {name.format(n): hints(n) for n in axes}


WINDOW_HINTS: dict[str, Hints] = {
    **each("Conv{}D", lambda n: convolved(n, "groups", groups=groups, dtype=first_dtype)),
    **each("Conv{}DTranspose", lambda n: convolved(n, "output_padding", output_padding=output_padding, dtype=first_dtype)),
    **each("DepthwiseConv{}D", lambda n: convolved(n, "depth_multiplier"), (1, 2)),
    **each("SeparableConv{}D", lambda n: convolved(n, "depth_multiplier"), (1, 2)),
    **each("MaxPooling{}D", pooled),
    **each("AveragePooling{}D", pooled),
    **each("GlobalMaxPooling{}D", lambda n: over(n, "keepdims")),
    **each("GlobalAveragePooling{}D", lambda n: over(n, "keepdims")),
    **each("AdaptiveMaxPooling{}D", adaptive),
    **each("AdaptiveAveragePooling{}D", adaptive),
    **each("UpSampling{}D", lambda n: over(n, "size", "interpolation")),
    **each("ZeroPadding{}D", lambda n: over(n, "padding")),
    **each("Cropping{}D", lambda n: over(n, "cropping", cropping=cropping(n))),
}
