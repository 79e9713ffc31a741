"""Drawing hints for the layers over pictures: four axes, since Keras takes a batch of anything with fewer for one picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from rnndsl import layers

from .hints import Hints

VALUES = {
    "value_range": lambda rng: rng.choice(([0, 255], [0, 1], [-1, 1])),  # Keras divides by its width, here and there
    "tile_grid_size": lambda rng: [rng.randint(1, 4), rng.randint(1, 4)],
    "kernel_size": lambda rng: rng.choice((1, 3, [3, 5], 2)),
    "fill_value": lambda rng: rng.choice((0.0, 1.0)),
}


@cache
def image_hints() -> dict[str, Hints]:
    """The hints of every layer over pictures."""
    from rnndsl.layers._images import Picture

    found = (layers.kind(name) for name in layers.kind_names())
    hint = Hints(ranks=(4,), least=4, often=("data_format", *VALUES), values={**VALUES, "seed": _seed})
    each = {kind.name: replace(hint, features=kind.colours) for kind in found if isinstance(kind, Picture)}
    several = {**hint.values, "fill_value": lambda rng: rng.choice((None, 1.0, [0.0, 1.0, 0.5]))}
    return {**each, "RandomErasing": replace(hint, values=several), "AugMix": replace(hint, runs=40, features=(1, 3))}


def _seed(rng: Random) -> int:
    return rng.randint(0, 9)
