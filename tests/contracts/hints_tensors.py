"""Drawing hints for the kinds that reshape, slide windows, merge, attend and normalize: axes, target shapes, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .hints import Hints

if TYPE_CHECKING:
    from random import Random

ANY = (1, 2, 3, 3, 4)


def axis(rng: Random) -> int:
    """An axis that a tensor of up to four axes mostly has."""
    return rng.choice((-1, -1, -2, 1, 2, 0, 3, -4, -5))


def axes(rng: Random) -> int | list[int]:
    """One axis or a few, rarely one twice."""
    return axis(rng) if rng.random() < 0.6 else [axis(rng) for _ in range(rng.randint(0, 2))]


def target_shape(rng: Random) -> list[int | None]:
    """A new shape, mostly with -1 or null; it holds few elements, so that free axes can answer it."""
    few = rng.randint(1, 3)
    one = rng.randint(1, 6)
    shapes: tuple[list[int | None], ...] = (
        [-1],
        [-1, few],
        [few, -1],
        [1, -1, few],
        [None, few],
        [one],
        [one, few],
        [few, few, 2],
        [-1, -1],
        [-1, None],
        [0, few],
        [],
    )
    return list(rng.choice(shapes))


def dims(rng: Random) -> list[int]:
    """An order of axes, rarely none."""
    order = list(range(1, rng.choice((2, 3, 3, 3, 4, 5))))
    rng.shuffle(order)
    if rng.random() < 0.1:
        order[0] = rng.randint(1, 4)
    return order


def moment(rng: Random) -> Any:
    """A mean or a variance; they fit now and then."""
    return rng.choice((None, None, 1.0, [1.0], [1.0, 2.0], [1.0, 2.0, 3.0], [[1.0, 2.0]]))


def clipping(rng: Random) -> dict[str, float] | None:
    """Bounds of batch renormalization, rarely the wrong way round."""
    return rng.choice((None, {"rmin": 0.5, "rmax": 2.0}, {"rmin": 3.0, "rmax": 2.0}, {"dmax": 1.0}, {}))


NORMALIZED = Hints(ranks=ANY, often=("axis", "center", "scale"), values={"axis": axes})
MERGED = Hints(ranks=(2, 3, 3, 4))

TENSOR_HINTS: dict[str, Hints] = {
    "Activation": Hints(ranks=ANY),
    "Dropout": Hints(ranks=ANY, often=("noise_shape",), exact=True),
    "Flatten": Hints(ranks=ANY),
    "LayerNormalization": NORMALIZED,
    "BatchNormalization": Hints(
        ranks=ANY, often=("axis", "center", "scale", "renorm"), values={"axis": axis, "renorm_clipping": clipping}
    ),
    "Normalization": Hints(
        ranks=ANY, often=("axis", "mean", "variance"), values={"axis": axes, "mean": moment, "variance": moment}
    ),
    "Rescaling": Hints(ranks=ANY, often=("offset",), exact=True),
    "Reshape": Hints(ranks=ANY, values={"target_shape": target_shape}),
    "Permute": Hints(ranks=(2, 3, 3, 4), values={"dims": dims}),
    "RepeatVector": Hints(ranks=(2,)),
    "Concatenate": Hints(ranks=(2, 3, 3, 4), often=("axis",), values={"axis": axis}),
    "Add": MERGED,
    "Multiply": MERGED,
    "Average": MERGED,
    "Attention": Hints(exact=True, ranks=(3, 3, 3, 4), often=("use_scale", "score_mode", "dropout"), least=3),
    "AdditiveAttention": Hints(exact=True, ranks=(3, 3, 3, 4), often=("use_scale", "dropout"), least=3),
}
