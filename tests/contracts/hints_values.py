"""Drawing hints for the kinds that work on values: activations as layers, noises, normalizations, lookups, spectrograms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .hints import Hints
from .hints_tensors import ANY, axes, axis

if TYPE_CHECKING:
    from random import Random


def shared_axes(rng: Random) -> Any:
    """An axis or a few, mostly of those that a tensor of three axes has."""
    return rng.choice((None, 1, [1], [1, 2], [2], 2, [1, 2, 3], [3]))


def groups(rng: Random) -> int:
    """Mostly few, for few features."""
    return rng.choice((1, 1, 2, 2, 3, -1, -1))


VALUE_HINTS: dict[str, Hints] = {
    **dict.fromkeys(("Identity", "ELU", "LeakyReLU", "ReLU", "GaussianDropout", "GaussianNoise"), Hints(ranks=ANY)),
    "ActivityRegularization": Hints(ranks=ANY, often=("l1", "l2")),
    "AlphaDropout": Hints(ranks=ANY, often=("noise_shape",)),
    "PReLU": Hints(ranks=ANY, often=("shared_axes",), values={"shared_axes": shared_axes}),
    "Softmax": Hints(ranks=ANY, often=("axis",), values={"axis": lambda rng: axes(rng) or -1}),
    "SpatialDropout2D": Hints(ranks=(4,)),
    "SpatialDropout3D": Hints(ranks=(5,)),
    "UnitNormalization": Hints(ranks=ANY, often=("axis",), values={"axis": axes}),
    "RMSNormalization": Hints(ranks=ANY, often=("axis",), values={"axis": axes}),
    "GroupNormalization": Hints(
        ranks=(2, 3, 3, 4), often=("axis", "center", "scale"), always=("groups",), values={"groups": groups, "axis": axis}
    ),
}
